using System.IO.MemoryMappedFiles;
using System.Text;

namespace Signing.Fuzz.Engine;

/// <summary>
/// Holds the input that is being run in a mapped file: the operating system keeps it when the process dies, and taking
/// it there costs a copy in memory.
/// </summary>
internal sealed class InputSlot : IDisposable
{
    private const int NameBytes = 16;
    private const int HeadBytes = sizeof(int) + NameBytes;
    private const int Capacity = 4 << 20;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    internal InputSlot(string folder)
    {
        _path = PathOf(folder, Environment.ProcessId);
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
    }

    internal void Put(string target, byte[] input)
    {
        byte[] name = new byte[NameBytes];
        Encoding.ASCII.GetBytes(target, name);
        _view.WriteArray(sizeof(int), name, 0, NameBytes);
        _view.WriteArray(HeadBytes, input, 0, Math.Min(input.Length, Capacity - HeadBytes));
        _view.Write(0, input.Length);
    }

    /// <summary>The input that was in it when its process died; the file is deleted.</summary>
    internal static (string Target, byte[] Input)? TakeLeftBehind(string folder, int processId)
    {
        string path = PathOf(folder, processId);
        if (!File.Exists(path))
        {
            return null;
        }
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        int length = BitConverter.ToInt32(bytes);
        string target = Encoding.ASCII.GetString(bytes, sizeof(int), NameBytes).TrimEnd('\0');
        return target.Length == 0 ? null : (target, bytes[HeadBytes..Math.Min(bytes.Length, HeadBytes + length)]);
    }

    /// <summary>The process ends as it should: nothing is left behind.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    // One for each process: several may fuzz into one folder.
    private static string PathOf(string folder, int processId) => Path.Combine(folder, $"running-{processId}.bin");
}
