using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using DipWeb.Engine.Specs;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Jobs;

public sealed class JobAdmissionTests(JobAdmissionTests.Pictures pictures) : IClassFixture<JobAdmissionTests.Pictures>
{
    private const string Nowhere = "0123456789abcdef0123456789abcdef";

    private readonly JobClient _jobs = pictures.Jobs;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"imageId":"IMAGE","task":"sharpen"}""", 422, "task.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":""}""", 422, "task.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","preset":"fastest"}""", 422, "preset.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":0}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":-1}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":1000000000}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":1.5}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":"1e3"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"learningRate":"NaN"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"learningRate":"Infinity"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"learningRate":0}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"learningRate":1e-400}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"network":"7"}}""", 422, "param.choice")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":0}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":"4/3x"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":"35/17"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"scramble","parameters":{"block":"auto"}}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"speed":3}}""", 422, "param.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"factor":2}}""", 422, "param.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","ownerId":"me"}""", 422, "param.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","state":"completed"}""", 422, "param.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","seed":-1}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","seed":9007199254740992}""", 422, "param.range")]
    [InlineData("""{"imageId":"IMAGE","task":"inpaint"}""", 422, "mask.required")]
    [InlineData("""{"imageId":"IMAGE","task":"inpaint","maskId":"OTHERMASK"}""", 422, "mask.other_image")]
    [InlineData("""{"imageId":"IMAGE","task":"inpaint","maskId":"NOWHERE"}""", 404, "mask.unknown")]
    [InlineData("""{"imageId":"NOWHERE","task":"denoise"}""", 404, "image.unknown")]
    [InlineData("""{"imageId":"../../etc/passwd","task":"denoise"}""", 404, "image.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","referenceId":"NOWHERE"}""", 404, "image.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","referenceId":"OTHERIMAGE"}""", 422, "reference.size")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","referenceId":"IMAGE"}""", 422, "reference.size")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","guideId":"IMAGE"}""", 422, "guide.unused")]
    [InlineData("""{"imageId":"IMAGE","task":"inpaint","guideId":"NOWHERE"}""", 422, "mask.required")]
    [InlineData("""{"imageId":"IMAGE","task":"flash"}""", 422, "guide.required")]
    [InlineData("""{"imageId":"IMAGE","task":"flash","guideId":"OTHERIMAGE"}""", 422, "guide.size")]
    [InlineData("""{"imageId":"IMAGE","task":"flash","guideId":"NOWHERE"}""", 404, "image.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"missing","maskId":"OTHERMASK"}""", 422, "mask.other_image")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":8,"network":"hourglass"}}""", 422, "job.too_big")]
    public async Task Post_WishThatDoesNotFit_IsAProblemAndLeavesNoRow(string json, int status, string code)
    {
        using var response = await _jobs.PostAsync(pictures.Fill(json));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.EndsWith(".", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(await _jobs.ListAsync());
    }

    [Theory]
    [InlineData("""{"task":"denoise"}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE"}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":null}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":7}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","seed":"1"}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","seed":1.5}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","seed":9223372036854775808}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":[]}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":true}}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":null}}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":{}}}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":1,"iterations":2}}""", "request.invalid")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","task":"inpaint"}""", "json.malformed")]
    [InlineData("""{"imageId":"IMAGE","task":""", "json.malformed")]
    [InlineData("", "request.invalid")]
    public async Task Post_BodyOfTheWrongShape_Is400AndLeavesNoRow(string json, string code)
    {
        using var response = await _jobs.PostAsync(pictures.Fill(json));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((400, code), (problem.Status, problem.Code));
        Assert.Empty(await _jobs.ListAsync());
    }

    [Fact]
    public async Task Post_NumberAcrossTwoPiecesOfTheBody_IsReadWhole()
    {
        var digits = "1" + new string('7', 6000); // longer than a piece that the server receives at a time

        using var response = await _jobs.PostAsync(pictures.Fill("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":DIGITS}}""").Replace("DIGITS", digits, StringComparison.Ordinal));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal("param.range", problem.Code);
        Assert.Contains("“17777", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_Listed_SayEverythingThatIsAccepted()
    {
        var tasks = await _jobs.Http.GetFromJsonAsync<List<TaskView>>("/api/tasks", Token) ?? [];

        Assert.Equal(TaskCatalog.All.Select(task => task.Id), tasks.Select(task => task.Id));
        Assert.All(tasks, task =>
        {
            Assert.Equal(["preview", "balanced", "best", "paper"], task.Presets.Select(preset => preset.Name));
            Assert.All(task.Parameters, parameter => Assert.All(task.Presets, preset => Assert.Contains(parameter.Name, preset.Values.Keys)));
            Assert.All(task.Parameters, parameter => Assert.NotEmpty(parameter.Meaning));
            Assert.All((string[])[task.Summary, task.Limits], sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("inpaint", true, "required", "none", "")]
    [InlineData("denoise", false, "none", "none", "noise twoViews")]
    [InlineData("missing", false, "optional", "none", "lostValue")]
    [InlineData("restore", false, "optional", "none", "noise")]
    [InlineData("flash", false, "none", "required", "")]
    public async Task Tasks_Listed_SayWhatATaskTakesAndWhatItMeasuresItself(string id, bool needsMask, string mask, string guide, string automatic)
    {
        var tasks = await _jobs.Http.GetFromJsonAsync<List<TaskView>>("/api/tasks", Token) ?? [];

        var task = tasks.Single(known => known.Id == id);

        Assert.Equal((needsMask, mask, guide), (task.NeedsMask, task.Mask, task.Guide));
        Assert.Equal(automatic, string.Join(' ', task.Parameters.Where(parameter => parameter.CanBeAutomatic).Select(parameter => parameter.Name)));
    }

    [Fact]
    public async Task Post_PictureTooLargeForTheMemory_IsAcceptedWhereARegionWillDo()
    {
        const int Side = 480;
        await using var server = new WebServer(new Dictionary<string, string> { ["Jobs:MaxMemoryMegabytes"] = "600" });
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Waves(Side, Side));
        var corner = await jobs.AddMaskAsync(image, SmallPictures.Mask(Side, Side));
        var everywhere = await jobs.AddMaskAsync(image, PngFile.Grey(Side, Side, (x, y) => x % 40 == 20 && y % 40 == 20 ? (byte)255 : (byte)0));

        using var refused = await jobs.PostAsync($$"""{"imageId":"{{image}}","task":"inpaint","maskId":"{{everywhere}}"}""");
        var problem = await ProblemReply.ReadAsync(refused);
        using var accepted = await jobs.PostAsync($$"""{"imageId":"{{image}}","task":"inpaint","maskId":"{{corner}}","parameters":{"iterations":1} }""");

        Assert.Equal("job.too_big", problem.Code);
        Assert.Matches("A result of [0-9]+ x [0-9]+ pixels would fit\\.$", problem.Detail);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public async Task Post_PictureTooLargeForTheMemory_IsComputedInTilesWhereTheTaskAllowsIt()
    {
        await using var server = new WebServer(new Dictionary<string, string> { ["Jobs:MaxMemoryMegabytes"] = "2000" });
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Waves(1300, 1000));

        using var forecast = await jobs.Http.PostAsync("/api/jobs/forecast", new StringContent($$"""{"imageId":"{{image}}","task":"denoise"}""", Encoding.UTF8, "application/json"), Token);
        var told = await forecast.Content.ReadFromJsonAsync<JobForecast>(Token);
        var job = await jobs.SubmitAsync(new JobRequest { ImageId = image, Task = "denoise", Parameters = new Dictionary<string, string> { ["iterations"] = "50" } });
        using var refused = await jobs.PostAsync($$"""{"imageId":"{{image}}","task":"scramble"}""");
        using var cancelled = await jobs.CommandAsync(job.Id, "cancel");
        await jobs.WaitAsync(job.Id, now => now.State == JobState.Cancelled);

        Assert.True(told!.Fits);
        Assert.Equal(50 * 4, job.Iterations);
        Assert.Equal("job.too_big", (await ProblemReply.ReadAsync(refused)).Code);
    }

    [Fact]
    public async Task Post_PictureTooLargeForTheMemory_NamesASizeThatFitsInJapaneseToo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs")
        {
            Content = new StringContent(pictures.Fill("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":8,"network":"hourglass"}}"""), Encoding.UTF8, "application/json"),
            Headers = { { "Accept-Language", "ja" } },
        };

        using var refused = await _jobs.Http.SendAsync(request, Token);
        var problem = await ProblemReply.ReadAsync(refused);

        Assert.Equal("job.too_big", problem.Code);
        Assert.Matches("[0-9]+ x [0-9]+ 画素までなら扱えます。$", problem.Detail);
    }

    [Theory]
    [InlineData("""{"imageId":"IMAGE","task":"denoise.fast"}""")]
    [InlineData("""{"imageId":"IMAGE","task":"inpaint"}""")]
    [InlineData("""{"imageId":"IMAGE","task":"superres","parameters":{"factor":2}}""")]
    public async Task Forecast_Wish_SaysTimeAndMemoryAndLeavesNoRow(string json)
    {
        using var response = await _jobs.Http.PostAsync("/api/jobs/forecast", new StringContent(pictures.Fill(json), Encoding.UTF8, "application/json"), Token);
        var forecast = await response.Content.ReadFromJsonAsync<JobForecast>(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(forecast!.Seconds!.Value, 2, 1000);
        Assert.Equal(600, forecast.MemoryLimitMegabytes);
        Assert.InRange(forecast.MemoryMegabytes, 350, 600);
        Assert.True(forecast.Fits);
        Assert.Empty(await _jobs.ListAsync());
    }

    [Theory]
    [InlineData("""{"imageId":"IMAGE","task":"sharpen"}""", 422, "task.unknown")]
    [InlineData("""{"imageId":"NOWHERE","task":"denoise"}""", 404, "image.unknown")]
    [InlineData("""{"imageId":"IMAGE","task":"denoise","parameters":{"iterations":0}}""", 422, "param.range")]
    public async Task Forecast_WishThatDoesNotFit_IsAProblem(string json, int status, string code)
    {
        using var response = await _jobs.Http.PostAsync("/api/jobs/forecast", new StringContent(pictures.Fill(json), Encoding.UTF8, "application/json"), Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task Post_ParameterOneStepOutsideItsRange_IsRefusedWithTheBound(string task, string parameter)
    {
        var definition = TaskCatalog.Find(task).Parameters.Single(known => known.Name == parameter);
        var (values, code) = OneStepOutside(definition);
        foreach (var preset in (string[])["preview", "balanced", "best", "paper"])
        {
            foreach (var value in values)
            {
                var request = $$"""{"imageId":"IMAGE","task":"{{task}}","preset":"{{preset}}","parameters":{"{{parameter}}":"{{value}}"} }""";
                using var response = await _jobs.PostAsync(pictures.Fill(request));
                var problem = await ProblemReply.ReadAsync(response);

                Assert.Equal((422, code), (problem.Status, problem.Code));
                Assert.All(Bounds(definition), bound => Assert.Contains(bound, problem.Detail, StringComparison.Ordinal));
            }
        }
    }

    public static TheoryData<string, string> Parameters =>
        [.. TaskCatalog.All.SelectMany(task => task.Parameters.Select(parameter => (task.Id, parameter.Name)))];

    private static (string[] Values, string Code) OneStepOutside(ParameterDefinition parameter) => parameter.Kind switch
    {
        ParameterKind.Integer => ([Text(parameter.Minimum - 1), Text(parameter.Maximum + 1)], "param.range"),
        ParameterKind.Number => ([Text(parameter.Minimum - 1e-7), Text(parameter.Maximum + 1e-7)], "param.range"),
        ParameterKind.Ratio => ([Text(parameter.Minimum - (1 / 16d)), Text(parameter.Maximum + (1 / 16d))], "param.range"),
        ParameterKind.Choice => ([parameter.Choices[0] + "s"], "param.choice"),
    };

    private static IEnumerable<string> Bounds(ParameterDefinition parameter) => parameter.Kind == ParameterKind.Choice
        ? parameter.Choices
        : [Text(parameter.Minimum), Text(parameter.Maximum)];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A server with pictures and without jobs.</summary>
    public sealed class Pictures : IAsyncLifetime
    {
        private readonly WebServer _server = new(new Dictionary<string, string> { ["Jobs:MaxMemoryMegabytes"] = "600" });
        private string _image = "";
        private string _otherImage = "";
        private string _otherMask = "";

        internal JobClient Jobs { get; private set; } = null!; // set before the first test

        public async ValueTask InitializeAsync()
        {
            Jobs = new JobClient(_server.Client);
            _image = await Jobs.AddImageAsync(SmallPictures.Waves());
            _otherImage = await Jobs.AddImageAsync(SmallPictures.Waves(48, 40));
            _otherMask = await Jobs.AddMaskAsync(_otherImage, SmallPictures.Mask(48, 40));
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        /// <summary>Puts real ids where their names stand.</summary>
        internal string Fill(string json) => new StringBuilder(json)
            .Replace("OTHERIMAGE", _otherImage).Replace("OTHERMASK", _otherMask).Replace("IMAGE", _image).Replace("NOWHERE", Nowhere).ToString();
    }
}
