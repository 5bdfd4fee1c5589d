namespace Signing.Fuzz.Mutation;

/// <summary>Makes a new input of one or two others. All chance comes from the generator, so that a seed says it all.</summary>
internal interface IMutator
{
    public byte[] Mutate(byte[] input, byte[] other, Random random);
}
