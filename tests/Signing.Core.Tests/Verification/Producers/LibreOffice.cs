namespace Signing.Core.Tests.Verification.Producers;

/// <summary>LibreOffice: a default value that is the signature, a subsection for each object, an appearance of no bytes.</summary>
internal sealed class LibreOffice : Producer
{
    internal override string Name => "LibreOffice";

    protected override WritingStyle Style { get; } = new() { Lead = "\n", HasRowEach = true, Predicts = true };

    protected override string SignatureHead => "/Type/Sig/SubFilter/adbe.pkcs7.detached/Filter/Adobe.PPKMS";

    protected override bool IsContentsFirst => true;

    protected override string FieldHead(string value) => $"/FT/Sig/DV {value}";

    protected override string? Appearance(Increment update, bool isVisible) => $"<</N {update.Add("<</Type/XObject\n/Subtype/Form\n/BBox[0 0 0 0]\n>>", "")}>>";
}
