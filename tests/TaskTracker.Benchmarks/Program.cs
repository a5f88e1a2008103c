using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.Extensions.Configuration;
using TaskTracker.Benchmarks.Lists;

if (args is ["lists", .. var options])
{
    await ListFigures.RunAsync(new ConfigurationBuilder().AddCommandLine(options).Build());
    return;
}

// In this process: the projects that BenchmarkDotNet would generate do not know the folder that all builds share (artifacts/).
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath("artifacts/benchmarks");

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args, config);
