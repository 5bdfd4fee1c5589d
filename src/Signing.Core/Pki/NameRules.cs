using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Pkix;

namespace Signing.Core.Pki;

/// <summary>
/// Name constraints (RFC 5280, 4.2.1.10) where BouncyCastle's validator does not look: those of the anchor, wildcard names under an
/// excluded subtree, and how much work they are.
/// </summary>
internal static class NameRules
{
    private const int DnsName = 2;

    /// <summary>Judges the names of a chain.</summary>
    /// <returns>The first rule broken; null where all hold.</returns>
    /// <exception cref="ArgumentException">An extension is malformed; BouncyCastle's other parsing exceptions likewise.</exception>
    internal static PathFailure? Check(IReadOnlyList<Certificate> chain, PathBudget budget)
    {
        long comparisons = 0;
        for (int authority = chain.Count - 1; authority > 0; authority--)
        {
            if (chain[authority].FindExtension(Oids.NameConstraints) is not { } extension)
            {
                continue;
            }
            NameConstraints constraints = NameConstraints.GetInstance(extension.Value.ToArray());
            long subtrees = (constraints.PermittedSubtreesValue?.Elements.Count ?? 0) + (constraints.ExcludedSubtreesValue?.Elements.Count ?? 0);
            for (int subject = authority - 1; subject >= 0; subject--)
            {
                Certificate certificate = chain[subject];
                if (subject > 0 && certificate.IsSelfIssued)
                {
                    continue;
                }
                GeneralName[] names = AlternativeNames(certificate);
                comparisons += subtrees * (names.Length + 2);
                if (comparisons > budget.NameComparisons)
                {
                    return new PathFailure(PathStatus.BudgetExhausted, certificate, $"more than {budget.NameComparisons} comparisons of names with name constraints");
                }
                string? broken = (authority == chain.Count - 1 ? CheckAnchor(constraints, certificate, names) : null) ?? CheckWildcards(constraints, names);
                if (broken is not null)
                {
                    return new PathFailure(PathStatus.ConstraintViolation, certificate, broken);
                }
            }
        }
        return null;
    }

    private static GeneralName[] AlternativeNames(Certificate certificate) =>
        certificate.FindExtension(Oids.SubjectAlternativeName) is { } extension ? GeneralNames.GetInstance(extension.Value.ToArray()).GetNames() : [];

    private static string? CheckAnchor(NameConstraints constraints, Certificate certificate, GeneralName[] names)
    {
        var validator = new PkixNameConstraintValidator();
        if (constraints.PermittedSubtreesValue is { } permitted)
        {
            validator.IntersectPermittedSubtree(permitted.Elements);
        }
        foreach (GeneralSubtree excluded in Excluded(constraints))
        {
            validator.AddExcludedSubtree(excluded);
        }
        try
        {
            X509Name subject = certificate.Structure.Subject;
            validator.CheckDN(subject);
            foreach (string email in subject.GetValueList(X509Name.EmailAddress))
            {
                validator.CheckEmail(email);
            }
            foreach (GeneralName name in names)
            {
                validator.CheckName(name);
            }
            return null;
        }
        catch (PkixNameConstraintValidatorException outside)
        {
            return $"a name lies outside the anchor's name constraints (RFC 5280, 4.2.1.10): {outside.Message}";
        }
    }

    // A wildcard stands for every name that it matches: it is excluded when one of them is.
    private static string? CheckWildcards(NameConstraints constraints, GeneralName[] names)
    {
        foreach (GeneralName name in names)
        {
            string? wildcard = Text(name);
            int star = wildcard?.IndexOf('*', StringComparison.Ordinal) ?? -1;
            if (star < 0)
            {
                continue;
            }
            int dot = wildcard!.IndexOf('.', star);
            string parent = dot < 0 ? "" : wildcard[(dot + 1)..].TrimEnd('.');
            foreach (GeneralSubtree excluded in Excluded(constraints))
            {
                if (Text(excluded.Base) is { } subtree && IsBelow(subtree.Trim('.'), parent))
                {
                    return $"the wildcard {wildcard} reaches into the excluded subtree {subtree} (RFC 5280, 4.2.1.10)";
                }
            }
        }
        return null;
    }

    private static bool IsBelow(string name, string parent) =>
        parent.Length == 0 || name.Equals(parent, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);

    private static string? Text(GeneralName name) => name.TagNo == DnsName ? (name.Name as Org.BouncyCastle.Asn1.IAsn1String)?.GetString() : null;

    private static IEnumerable<GeneralSubtree> Excluded(NameConstraints constraints) =>
        constraints.ExcludedSubtreesValue?.Elements.Select(GeneralSubtree.GetInstance) ?? [];
}
