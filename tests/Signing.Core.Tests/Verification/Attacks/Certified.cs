using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Permissions: of certifications that are loosened or dropped afterwards, and of locks.</summary>
internal static class Certified
{
    private const string Reference = "/Reference [<< /Type /SigRef /TransformMethod";

    private static readonly TestSignature Further = new() { Field = "Signature2" };

    internal static IEnumerable<Attack> All =>
    [
        Certification("a further signature where none is permitted", static () => Further.Apply(Bases.Certified(1))),
        Certification("a further signature in an empty field where none is permitted", static () => Further.Apply(
            TestSignature.Certification(1).Apply(new TestPdf().AddSignatureField("Signature2").Build()))),
        Certification("a new empty field where none is permitted", static () => TestRevision.Apply(Bases.Certified(1), static r =>
            r.Set(7, "Fields", $"[6 0 R 9 0 R {r.Add("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature2) /Rect [0 0 0 0] /F 132 >>")}]"))),
        Certification("a value where nothing is permitted", static () => TestRevision.Apply(Bases.Certified(1), static r => r.Set(6, "V", "(large)"))),
        Certification("P loosened in an update", static () => TestRevision.Apply(Bases.Certified(1), static r => r.Put(
            8, "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>] >>")), ReasonCodes.SignatureRemoved),
        Certification("P loosened in an update, and a further signature", static () => Further.Apply(TestRevision.Apply(Bases.Certified(1), static r => r.Put(
            8, "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>] >>"))), ReasonCodes.SignatureRemoved),
        Certification("P loosened where it stands in an object of its own", static () => TestRevision.Apply(
            ByReference(1), static r => r.Put(50, "<< /Type /TransformParams /P 3 /V /1.2 >>"))),
        Certification("dropped from Perms", static () => TestRevision.Apply(Bases.Certified(2), static r => r.SetCatalog("Perms", null))),
        Certification("Perms made empty", static () => TestRevision.Apply(Bases.Certified(2), static r => r.SetCatalog("Perms", "<< >>"))),
        Certification("Perms with usage rights", static () => TestRevision.Apply(Bases.Certified(2), static r => r.SetCatalog("Perms", "<< /DocMDP 8 0 R /UR3 8 0 R >>"))),
        Certification("Perms that name another signature", static () => (Further with { Certifies = true }).Apply(Bases.Certified(2))),
        Certification("dropped from Perms, and a further signature", static () => (Further with { Also = static r => r.SetCatalog("Perms", null) }).Apply(Bases.Certified(2))),
        Certification("a second one", static () => (TestSignature.Certification(3) with { Field = "Signature2" }).Apply(Bases.Certified(2)), ReasonCodes.CertificationNotFirst),
        Certification("a second one, not in Perms", static () => (TestSignature.Certification(3) with { Field = "Signature2", Certifies = false }).Apply(Bases.Certified(2)), ReasonCodes.CertificationNotFirst),
        Certification("a second one in an empty field", static () => (TestSignature.Certification(3) with { Field = "Signature2" }).Apply(
            TestSignature.Certification(2).Apply(new TestPdf().AddSignatureField("Signature2").Build())), ReasonCodes.CertificationNotFirst),
        Certification("one after an approval", static () => (TestSignature.Certification(3) with { Field = "Signature2" }).Apply(Bases.SignedForm), ReasonCodes.CertificationNotFirst),
        Certification("one after an approval, not in Perms", static () => (TestSignature.Certification(1) with { Field = "Signature2", Certifies = false }).Apply(Bases.SignedForm), ReasonCodes.CertificationNotFirst),
        Lock("all fields", "/Action /All"),
        Lock("this field", "/Action /Include /Fields [(Signature2)]"),
        Lock("the field above this one", "/Action /Include /Fields [(Signature2) (other)]"),
        Lock("all but others", "/Action /Exclude /Fields [(note)]"),
        Lock("an unknown action", "/Action /Perhaps"),
        Lock("no action", ""),
        Locked("two of them", $"{Reference} /FieldMDP /TransformParams << /Action /Include /Fields [(note)] >> >> << /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(Signature2)] >> >>]"),
        Locked("without parameters", $"{Reference} /FieldMDP >>]"),
        new("field lock", "a lock that the signature does not repeat", static () => Further.Apply(
            new TestSignature().Apply(new TestPdf().AddSignatureField("Signature1", "/Lock << /Type /SigFieldLock /Action /All >>").Build())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "a lock that permits nothing", static () => Further.Apply(
            new TestSignature().Apply(new TestPdf().AddSignatureField("Signature1", "/Lock << /Type /SigFieldLock /Action /Include /Fields [] /P 1 >>").Build())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "a lock that is loosened afterwards", static () => Further.Apply(TestRevision.Apply(
            new TestSignature().Apply(new TestPdf().AddSignatureField("Signature1", "/Lock << /Type /SigFieldLock /Action /All >>").Build()),
            static r => r.Set(6, "Lock", null))), Verdict.Invalid, ReasonCodes.SignedFieldChanged),
        new("field lock", "the value of a locked field", static () => TestRevision.Apply(
            TestSignature.FieldMdp("/Action /Include /Fields [(note)]").Apply(Bases.Form), static r => r.Set(6, "V", "(large)")), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static Attack Certification(string variant, Func<byte[]> build, string code = ReasonCodes.ChangeForbidden) => new("certification", variant, build, Verdict.Invalid, code);

    private static Attack Lock(string variant, string parameters) =>
        new("field lock", variant, () => Further.Apply(TestSignature.FieldMdp(parameters).Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static Attack Locked(string variant, string entries) =>
        new("field lock", variant, () => Further.Apply(new TestSignature { Entries = entries }.Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static byte[] ByReference(int permission) => new TestSignature
    {
        Entries = $"{Reference} /DocMDP /TransformParams 50 0 R >>]",
        Certifies = true,
        Also = r => r.Put(50, $"<< /Type /TransformParams /P {permission} /V /1.2 >>"),
    }.Apply(Bases.Form);
}
