using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Pkix;

namespace Signing.Core.Pki;

/// <summary>Certificate policies: what their processing may cost, and what came out of it (RFC 5280, 6.1.5 (g) and 6.1.6).</summary>
internal static class PolicyRules
{
    /// <summary>Bounds the policy tree before it is built: with mappings it can double at every certificate (RFC 9618, 1).</summary>
    /// <returns>What exceeds the budget; null where it suffices.</returns>
    internal static PathFailure? CheckCost(IReadOnlyList<Certificate> chain, PathBudget budget)
    {
        long nodes = 1;
        bool mapped = false;
        for (int i = chain.Count - 2; i >= 0; i--)
        {
            long policies = Math.Max(1, Count(chain[i], Oids.CertificatePolicies));
            nodes = mapped ? nodes * policies : nodes + policies;
            // A mapping lets a policy of the next certificates stand under several of these.
            long mappings = Count(chain[i], Oids.PolicyMappings);
            mapped |= mappings > 0;
            nodes += mappings;
            if (nodes > budget.PolicyNodes)
            {
                return new PathFailure(PathStatus.BudgetExhausted, chain[i], $"the policy tree may grow beyond {budget.PolicyNodes} nodes");
            }
        }
        return null;
    }

    /// <summary>The user-constrained-policy-set: nodes that stand directly under any-policy.</summary>
    internal static IReadOnlyCollection<string> Granted(PkixPolicyNode? tree, IReadOnlyCollection<string>? initial)
    {
        var granted = new SortedSet<string>(StringComparer.Ordinal);
        Collect(tree, granted);
        // 6.1.5 (g)(iii)(3): any-policy at the end of the path grants every policy that was asked for.
        if (initial is not null && granted.Remove(Oids.AnyPolicy))
        {
            granted.UnionWith(initial);
        }
        return granted;
    }

    private static void Collect(PkixPolicyNode? node, SortedSet<string> granted)
    {
        if (node is null)
        {
            return;
        }
        if (node.ValidPolicy != Oids.AnyPolicy)
        {
            granted.Add(node.ValidPolicy);
            return;
        }
        if (!node.HasChildren && node.Parent is not null)
        {
            granted.Add(Oids.AnyPolicy);
        }
        foreach (PkixPolicyNode child in node.Children)
        {
            Collect(child, granted);
        }
    }

    private static int Count(Certificate certificate, string oid) =>
        certificate.FindExtension(oid) is { } extension ? Asn1Sequence.GetInstance(extension.Value.ToArray()).Count : 0;
}
