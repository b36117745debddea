using System.Net;
using DipWeb.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DipWeb.Access;

/// <summary>Looks at each address before the server listens on it.</summary>
internal sealed class LoopbackOnly(IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        if (!access.Value.AllowPublic)
        {
            options.ConfigureEndpointDefaults(Check);
        }
    }

    private static void Check(ListenOptions endpoint)
    {
        if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
        {
            throw new StartRefusedException(
                $"The address {address} can be reached by other machines, and there is no login. "
                + "Use localhost, or set Access:AllowPublic to true if that is what you want.");
        }
    }
}
