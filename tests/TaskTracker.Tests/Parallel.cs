// A fixture has a service and a database of its own, so that as many run side by side as the machine has cores; what one fixture's tests
// share is used by one of them at a time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
