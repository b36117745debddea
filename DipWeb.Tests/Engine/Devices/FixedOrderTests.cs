using DipWeb.Engine.Devices;

namespace DipWeb.Tests.Engine.Devices;

public sealed class FixedOrderTests
{
    [Fact]
    public void Switch_Libtorch_SaysThatItFollows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The names of libtorch's functions are known on Linux.");
        var before = FixedOrder.IsOn;
        try
        {
            FixedOrder.Switch(on: true);
            Assert.True(FixedOrder.IsOn);

            FixedOrder.Switch(on: false);
            Assert.False(FixedOrder.IsOn);
        }
        finally
        {
            FixedOrder.Switch(before);
        }
    }
}
