using Xunit.Sdk;
using Xunit.v3;

// OpenMP threads of several fits at once slow each other down manyfold, so the tests take turns.
[assembly: Parallelization(Mode = ParallelMode.None)]
