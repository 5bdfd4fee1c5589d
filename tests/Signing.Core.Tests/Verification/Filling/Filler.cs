using System.Text;
using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>What viewers do to a form in an update.</summary>
internal static class Filler
{
    /// <summary>Sets entries of an object; null removes one.</summary>
    internal static TestRevision Set(this TestRevision revision, int number, params (string Key, string? Value)[] entries)
    {
        var place = new PdfReference(number, 0);
        PdfDictionary changed = revision.Take(place);
        foreach ((string key, string? value) in entries)
        {
            changed.Remove(key);
            if (value is not null)
            {
                changed[key] = TestRevision.Parse(value);
            }
        }
        revision.Update.Replace(place, changed);
        return revision;
    }

    /// <summary>Adds an appearance and gives what refers to it.</summary>
    internal static string Draw(this TestRevision revision, string content, string entries = FormDocument.Appearance + FormDocument.Resources) =>
        revision.Add($"<< {entries} >>", Encoding.Latin1.GetBytes(content)).ToString();

    /// <summary>Gives a field a value and a new appearance.</summary>
    internal static TestRevision Fill(this TestRevision revision, int number, string? value, string content, string entries = FormDocument.Appearance + FormDocument.Resources) =>
        revision.Set(number, ("V", value), ("AP", $"<< /N {revision.Draw(content, entries)} >>"));

    /// <summary>Gives a field a value and another appearance in the place of the old one.</summary>
    internal static TestRevision FillInPlace(this TestRevision revision, int number, string? value, string content, string entries = FormDocument.Appearance + FormDocument.Resources) =>
        revision.Set(number, ("V", value)).Put(number + 1, $"<< {entries} >>", Encoding.Latin1.GetBytes(content));
}
