using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace DipWeb.Tests.Components;

/// <summary>Renders components with the application's texts and MudBlazor, in a language of choice.</summary>
public abstract class ComponentContext : BunitContext
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    protected ComponentContext()
    {
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddLogging(logging => logging.ClearProviders());
        JSInterop.Mode = JSRuntimeMode.Loose;
        Speak("en");
    }

    protected static void Speak(string language) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(language), CultureInfo.GetCultureInfo(language));

    protected override void Dispose(bool disposing)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before, _before);
        base.Dispose(disposing);
    }
}
