namespace TaskTracker.Core.Units;

/// <summary>All known names as a tree of characters, so that a text is searched in one walk from each position.</summary>
internal sealed class NameTrie
{
    private readonly Dictionary<(int Node, char Character), int> children = [];
    private readonly List<bool> endsName = [false];

    public NameTrie(IEnumerable<string> names)
    {
        foreach (var name in names)
            Add(name);
    }

    /// <returns>False if no name goes on like this; else the node is moved on.</returns>
    public bool Step(ref int node, char character) => children.TryGetValue((node, character), out node);

    public bool EndsName(int node) => endsName[node];

    private void Add(string name)
    {
        var node = 0;
        foreach (var character in name)
        {
            if (!children.TryGetValue((node, character), out var next))
            {
                next = endsName.Count;
                endsName.Add(false);
                children.Add((node, character), next);
            }

            node = next;
        }

        endsName[node] = true;
    }
}
