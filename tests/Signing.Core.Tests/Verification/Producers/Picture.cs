namespace Signing.Core.Tests.Verification.Producers;

/// <summary>A picture with a soft mask, as seals and scanned signatures are.</summary>
internal static class Picture
{
    internal static string Add(Increment update)
    {
        string mask = update.Add("<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8>>", "\u0080");
        return update.Add($"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/SMask {mask}>>", "\u00FF\0\0");
    }
}
