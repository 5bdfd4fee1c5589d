namespace Signing.Core.Tests.Verification.Producers;

/// <summary>The tools of Vietnamese authorities and providers: iText 5 with pictures for official and seal, and entries of their own.</summary>
internal sealed class VietnameseSigner : IText5
{
    internal override string Name => "Vietnamese tools";

    protected override string SignatureTail =>
        "/M(D:20260101120000+07'00')/Name(UBND)/Reason(Ban h\\340nh)/Location(H\\340 N\\366i)/ContactInfo(0123456789)/Prop_Build<</App<</Name/vSign>>>>/VSGN_Unit(Van phong)";

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "q 200 0 0 60 0 0 cm /Img0 Do Q\nBT /F1 8 Tf 2 10 Td (Nguyen Van A) Tj ET", $"/XObject<</Img0 {Picture.Add(update)}>>/Font<</F1 {Font(update)}>>")
        : Blank(update);
}
