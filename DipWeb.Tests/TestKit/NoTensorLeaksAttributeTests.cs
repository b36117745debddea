using System.Reflection;
using TorchSharp;

namespace DipWeb.Tests.TestKit;

public sealed class NoTensorLeaksAttributeTests
{
    [Fact]
    public void After_TensorLeftAlive_Fails()
    {
        var ledger = new NoTensorLeaksAttribute();
        var method = (MethodInfo)MethodBase.GetCurrentMethod()!; // a running method has itself
        ledger.Before(method, null!);

        using var leaked = torch.zeros(1);

        Assert.ThrowsAny<Exception>(() => ledger.After(method, null!));
    }

    [Fact]
    public void After_TensorDisposed_Passes()
    {
        var ledger = new NoTensorLeaksAttribute();
        var method = (MethodInfo)MethodBase.GetCurrentMethod()!; // a running method has itself
        ledger.Before(method, null!);

        torch.zeros(1).Dispose();

        ledger.After(method, null!);
    }
}
