using System.Reflection;
using TorchSharp;
using Xunit.v3;

namespace DipWeb.Tests.TestKit;

/// <summary>Proves that a synchronous test leaves as many live tensors on its thread as it found.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NoTensorLeaksAttribute : BeforeAfterTestAttribute
{
    private long _baseline;
    private int _thread;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        _thread = Environment.CurrentManagedThreadId;
        _baseline = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        Assert.True(_thread == Environment.CurrentManagedThreadId, "The ledger of tensors is per thread, so the test must be synchronous.");
        Assert.Equal(_baseline, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
