using System.Net.Http.Json;
using System.Text.Json;

namespace DipWeb.Tests.TestKit;

/// <summary>What a problem reply said.</summary>
internal sealed record ProblemReply(int Status, string Code, string Detail, JsonElement Body)
{
    /// <summary>Reads the reply, which must be a problem.</summary>
    public static async Task<ProblemReply> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((int)response.StatusCode, body.GetProperty("status").GetInt32());
        return new ProblemReply(
            (int)response.StatusCode, body.GetProperty("code").GetString() ?? "", body.GetProperty("detail").GetString() ?? "", body);
    }
}
