namespace DipWeb.Editor;

/// <summary>Why a run cannot start yet.</summary>
public enum StudioObstacle
{
    None,
    NothingPainted,
    EverythingPainted,
    NoGuide,
    GuideOfAnotherSize,
}
