// Core knows no state outside of its parameters.
[assembly: Parallelizable(ParallelScope.Fixtures)]
