using System.Reflection;
using System.Text.RegularExpressions;
using DipWeb.Engine;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Architecture;

/// <summary>The direction in which a picture goes through the house, asserted.</summary>
public sealed partial class DependencyTests
{
    /// <summary>Each folder of the application with the folders upstream of it, which alone it may use.</summary>
    private static readonly Dictionary<string, string[]> Upstream = new()
    {
        ["Storage"] = [],
        ["Images"] = ["Storage"],
        ["Jobs"] = ["Storage", "Images"],
        ["Compute"] = ["Storage", "Images", "Jobs"],
        ["Preview"] = ["Storage", "Images", "Jobs", "Compute"],
        ["Results"] = ["Storage", "Images", "Jobs", "Compute", "Preview"],
        ["Access"] = ["Storage"],
        ["Health"] = ["Storage", "Jobs", "Compute"],
        ["Editor"] = ["Storage", "Images", "Jobs", "Preview"],
        ["App"] = ["Storage", "Images", "Jobs", "Compute", "Preview", "Results", "Access", "Health", "Editor"],
        ["Api"] = ["Storage", "Images", "Jobs", "Compute", "Preview", "Results", "Access"],
        ["Cli"] = ["Storage", "Images", "Jobs", "Compute", "Results"],
    };

    [Fact]
    public void Engine_Assembly_KnowsNothingOfTheWeb()
    {
        var references = typeof(Restorer).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList(); // a reference has a name

        Assert.DoesNotContain("DipWeb", references);
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Text.Json", references);
    }

    [Fact]
    public void Application_Folders_AreTheKnownStations()
    {
        var folders = Directory.GetDirectories(Path.Combine(SourceTree.Root, "DipWeb"))
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ("bin" or "obj" or "Properties"));

        Assert.All(folders, folder => Assert.Contains(folder, Upstream.Keys));
    }

    [Fact]
    public void Application_SourceFiles_UseOnlyWhatIsUpstream()
    {
        var violations = new List<string>();
        foreach (var (folder, upstream) in Upstream)
        {
            foreach (var file in SourceFiles(folder))
            {
                var used = UsedFolder().Matches(File.ReadAllText(file)).Select(match => match.Groups["folder"].Value).Distinct();
                violations.AddRange(used
                    .Where(other => other != folder && Upstream.ContainsKey(other) && !upstream.Contains(other))
                    .Select(other => $"{Path.GetRelativePath(SourceTree.Root, file)} uses {other}"));
            }
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void Application_SignaturesOutsideCompute_HaveNoTensor()
    {
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = typeof(Program).Assembly.GetTypes().Where(type => type.Namespace != "DipWeb.Compute").ToList();

        var mentioned = types.SelectMany(type => type.GetFields(Everything).Select(field => field.FieldType)
            .Concat(type.GetMethods(Everything).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))));

        Assert.NotEmpty(types);
        Assert.DoesNotContain(mentioned, type => type.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) == true);
    }

    /// <summary>A picture is examined in the web process too, which has no libtorch at work.</summary>
    [Fact]
    public void Diagnostics_SourceFiles_UseImagingAloneAndNoTensor()
    {
        var files = Directory.GetFiles(Path.Combine(SourceTree.Root, "DipWeb.Engine", "Diagnostics"), "*.cs");
        var used = files.SelectMany(file => UsedEngineFolder().Matches(File.ReadAllText(file)).Select(match => match.Groups["folder"].Value)).Distinct();

        Assert.Equal(["Diagnostics", "Imaging"], used.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, file => TensorWord().IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Program_File_IsShort() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(SourceTree.Root, "DipWeb", "Program.cs")).Length, 1, 40);

    /// <summary>Without the migrations, which are generated and name the rows of every feature.</summary>
    private static IEnumerable<string> SourceFiles(string folder)
    {
        var generated = $"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}";
        var path = Path.Combine(SourceTree.Root, "DipWeb", folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".razor")
                .Where(file => !file.Contains(generated, StringComparison.Ordinal))
            : [];
    }

    [GeneratedRegex(@"\bDipWeb\.(?<folder>[A-Z][A-Za-z]+)\b")]
    private static partial Regex UsedFolder();

    [GeneratedRegex(@"\bDipWeb\.Engine\.(?<folder>[A-Z][A-Za-z]+)\b")]
    private static partial Regex UsedEngineFolder();

    [GeneratedRegex(@"\b(Tensor|TorchSharp|torch)\b")]
    private static partial Regex TensorWord();
}
