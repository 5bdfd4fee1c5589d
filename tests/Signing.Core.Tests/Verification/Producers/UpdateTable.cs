namespace Signing.Core.Tests.Verification.Producers;

/// <summary>The ways of updating that every producer has.</summary>
internal static class UpdateTable
{
    private const string None = "none";
    private const string Signed = "formFilling FURTHER_SIGNATURE";
    private const string Sealed = "formFilling FURTHER_SIGNATURE SIGNATURE_COVERS_CONTENT";
    private const string Filled = "formFilling FIELD_FILLED";
    private const string Annotated = "annotations ANNOTATION_AFTER_SIGNATURE";
    private const string Stamped = "archival DOCUMENT_TIMESTAMP_ADDED";
    private const string Proven = "archival VALIDATION_DATA_ADDED";
    private const string Archived = "archival DOCUMENT_TIMESTAMP_ADDED VALIDATION_DATA_ADDED";

    private static readonly Producer[] Visible = [.. Producer.All.Where(static producer => producer is not LibreOffice)];
    private static readonly Producer[] Fillers = [new Acrobat(), new Foxit(), new Nitro(), new PdfBox(), new IText5(), new IText7(), new OpenPdf(), new PyHanko(), new PdfJs()];
    private static readonly Producer[] Viewers = [new Acrobat(), new Foxit(), new Nitro(), new PdfJs()];

    internal static IReadOnlyList<Update> All { get; } =
    [
        new("A further signature", SignedBases.All, static (p, d) => p.Sign(d, new SigningAct()), Signed, None),
        new("A further signature that shows", SignedBases.All, static (p, d) => p.Sign(d, new SigningAct { IsVisible = true }), Signed, None) { Producers = Visible },
        new("An empty field is signed", SignedBases.WithForm, static (p, d) => p.Sign(d, new SigningAct { Field = "Approval", IsVisible = true }), Signed, None),
        new("An empty field below another is signed", SignedBases.WithForm, static (p, d) => p.Sign(d, new SigningAct { Field = "board.chair" }), Signed, None),
        new("Two further signatures", SignedBases.All, static (p, d) => p.Sign(p.Sign(d, new SigningAct()), new SigningAct { Field = "Signature3", IsVisible = true }), Signed, Signed, None),
        new("A seal over a signature", SignedBases.All, static (p, d) => p.Sign(
            p.Sign(d, new SigningAct { IsVisible = true }), new SigningAct { Field = "Seal", IsVisible = true, Rectangle = "[260 90 360 190]" }), Sealed, Sealed, None) { Producers = Visible },
        new("A further signature that locks all fields", SignedBases.All, static (p, d) => p.Sign(d, new SigningAct
        {
            FieldEntries = "/Lock<</Type/SigFieldLock/Action/All>>",
            SignatureEntries = "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/Data 1 0 R/TransformParams<</Type/TransformParams/Action/All/V/1.2>>>>]",
        }), Signed, None),
        new("A document time-stamp", SignedBases.All, static (p, d) => p.Stamp(d), Stamped, None),
        new("Validation data", SignedBases.All, static (p, d) => p.Prove(d), Proven),
        new("Validation data and a time-stamp (B-LTA)", SignedBases.All, static (p, d) => p.Stamp(p.Prove(d)), Archived, None),
        new("The archive is renewed", SignedBases.All, static (p, d) => p.Stamp(p.Prove(p.Stamp(p.Prove(d))), "Stamp2"), Archived, Archived, None),
        new("A further signature after the archive", SignedBases.All, static (p, d) => p.Sign(p.Stamp(p.Prove(d)), new SigningAct { IsVisible = true }),
            "formFilling DOCUMENT_TIMESTAMP_ADDED FURTHER_SIGNATURE VALIDATION_DATA_ADDED", Signed, None),
        new("Validation data and a time-stamp where nothing is permitted (P = 1)", Certified(1), static (p, d) => p.Stamp(p.Prove(d)), Archived, None),
        new("A further signature after a certification (P = 2)", Certified(2), static (p, d) => p.Sign(d, new SigningAct { IsVisible = true }), Signed, None),
        new("A further signature after a certification (P = 3)", Certified(3), static (p, d) => p.Sign(d, new SigningAct { Field = "Approval", IsVisible = true }), Signed, None),
        new("A further signature that drops usage rights", Only("usage rights"), static (p, d) => p.Sign(p.DropUsageRights(d), new SigningAct()), Signed, None) { Producers = [new IText5(), new OpenPdf(), new VietnameseSigner()] },
        new("A field is filled in", SignedBases.WithForm, static (p, d) => p.FillIn(d), Filled) { Producers = Fillers },
        new("A field is filled in where that is permitted (P = 2)", Certified(2), static (p, d) => p.FillIn(d), Filled) { Producers = Fillers },
        new("A field is filled in, and then signed", SignedBases.WithForm, static (p, d) => p.Sign(p.FillIn(d), new SigningAct { Field = "Approval", IsVisible = true }), "formFilling FIELD_FILLED FURTHER_SIGNATURE", None) { Producers = Fillers[..^1] },
        new("A note, a highlight and a text are added", SignedBases.All, static (p, d) => p.Annotate(d), Annotated) { Producers = Viewers },
        new("The same where annotations are permitted (P = 3)", Certified(3), static (p, d) => p.Annotate(d), Annotated) { Producers = Viewers },
        new("Another's signature after each producer's", SignedBases.All, static (p, d) => p.Sign(
            Producer.All[p is PyHanko ? 0 : 9].Sign(p.Sign(d, new SigningAct()), new SigningAct { Field = "Signature3" }), new SigningAct { Field = "Signature4" }), Signed, Signed, Signed, None),
        new("Every producer signs, one after the other", SignedBases.All, static (p, d) => Producer.All.Aggregate(d, static (signed, next) => next.Sign(signed, new SigningAct { Field = $"By {next.Name}" })),
            [.. Enumerable.Repeat(Signed, Producer.All.Count), None]) { Producers = [new Anyone("all of them")] },
        new("A further signature in an encrypted document", SignedBases.Encrypted, static (_, d) => new TestSignature { Field = "Signature2" }.Apply(d), Signed, None) { Producers = [new Anyone("this library")] },
        new("A time-stamp in an encrypted document", SignedBases.Encrypted, static (_, d) => TestSignature.Timestamp().Apply(d), Stamped, None) { Producers = [new Anyone("this library")] },
    ];

    private static Dictionary<string, byte[]> Only(string name) => new() { [name] = SignedBases.All[name] };

    private static Dictionary<string, byte[]> Certified(int permission) => new() { ["certified"] = SignedBases.Certified(permission) };
}
