using System.CommandLine;
using TaskTracker.Commands;

var root = new RootCommand("Reads gazettes, keeps after the tasks in them.") { ImportCommand.Create() };
var result = root.Parse(args);
var exitCode = await result.InvokeAsync();
return result.Errors.Count > 0 ? 2 : exitCode;
