using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Commands;

internal sealed class SettingsTests
{
    [Test]
    public async Task A_setting_after_several_files_is_not_taken_for_a_file()
    {
        using var database = new ScratchDatabase(DatabaseProvider.Sqlite);

        var run = await CommandRun.OnAsync(database, "import", "none-1.txt", "none-2.txt");

        Assert.That(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Is.EqualTo(new[] { "import: none-1.txt: file not found", "import: none-2.txt: file not found" }));
    }
}
