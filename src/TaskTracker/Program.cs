using TaskTracker.Commands;

return await CommandLine.RunAsync(args);
