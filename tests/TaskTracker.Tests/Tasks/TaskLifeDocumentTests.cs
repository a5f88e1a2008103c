using System.Text;
using TaskTracker.Tests.Architecture;

namespace TaskTracker.Tests.Tasks;

internal sealed class TaskLifeDocumentTests
{
    private const string Update = "TASKTRACKER_UPDATE_DOCS";

    [Test]
    public async Task The_committed_life_of_a_task_equals_the_machine()
    {
        var path = SourceTree.PathOf("docs/task-life.md");
        var written = TaskLifeDocument.Write();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(path, written, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        var committed = File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : "";

        Assert.That(committed.Split('\n'), Is.EqualTo(written.Split('\n')),
            $"The machine has changed. If that is meant: {Update}=1 dotnet test tests/TaskTracker.Tests --filter {nameof(The_committed_life_of_a_task_equals_the_machine)}, then commit docs/task-life.md.");
    }
}
