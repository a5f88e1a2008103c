using System.IO.Compression;
using System.Security.Cryptography;
using TaskTracker.Core.Reporting;

namespace TaskTracker.Evidence;

/// <summary>A file as it was received: whole, closed, and looked into.</summary>
/// <param name="Key">Its name in the folder; says nothing of what is in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal.</param>
/// <param name="Type">What it is; null if that is not taken as evidence.</param>
internal sealed record ReceivedFile(string Key, long Bytes, string Sha256, EvidenceType? Type);

/// <summary>The folder of evidence: files come in under <c>incoming</c>, and are moved to their place when their record is stored.</summary>
internal sealed class EvidenceFiles(EvidenceSettings settings)
{
    private const int KeyCharacters = 32;
    private const int BufferBytes = 81_920;
    private const int MaxParts = 10_000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string NewKey() => RandomNumberGenerator.GetHexString(KeyCharacters, lowercase: true);

    /// <summary>Writes what is sent to a file of its own and finds out what it is.</summary>
    /// <returns>Null if it is larger than allowed; nothing of it is left then, nor if anything fails.</returns>
    public async Task<ReceivedFile?> ReceiveAsync(string key, Stream sent, CancellationToken cancellation)
    {
        var path = IncomingPath(key);
        CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var text = new TextBytes();
            var head = new byte[EvidenceType.HeadBytes];
            var bytes = 0L;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                var buffer = new byte[BufferBytes];
                int read;
                while ((read = await ReadAsync(sent, buffer, cancellation)) > 0)
                {
                    if (bytes + read > EvidenceSettings.MaxBytes)
                    {
                        await file.DisposeAsync();
                        File.Delete(path);
                        return null;
                    }

                    if (bytes < head.Length)
                        buffer.AsSpan(0, (int)Math.Min(read, head.Length - bytes)).CopyTo(head.AsSpan((int)bytes));
                    hash.AppendData(buffer, 0, read);
                    text.Add(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                    bytes += read;
                }

                // The record must not be stored before the bytes are.
                file.Flush(flushToDisk: true);
            }

            return new ReceivedFile(key, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes == 0 ? null : TypeOf(path, head, text));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Moves a received file to its place.</summary>
    public void Keep(string key)
    {
        CreateFolder(Path.GetDirectoryName(PathOf(key))!);
        File.Move(IncomingPath(key), PathOf(key));
    }

    /// <summary>Removes a file wherever it got to; no harm if there is none.</summary>
    public void Remove(string key)
    {
        foreach (var path in new[] { IncomingPath(key), PathOf(key) })
        {
            if (File.Exists(path))
                File.Delete(path);
        }
    }

    /// <summary>The full path of a kept file.</summary>
    public string PathOf(string key) => Path.Combine(settings.Path, key[..2], key);

    /// <summary>A form that breaks off is the sender's fault, and told from a disk that fails.</summary>
    private static async Task<int> ReadAsync(Stream sent, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await sent.ReadAsync(buffer, cancellation);
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form breaks off before its end.", exception);
        }
    }

    private string IncomingPath(string key) => Path.Combine(settings.Path, "incoming", key);

    private static EvidenceType? TypeOf(string path, byte[] head, TextBytes text) =>
        EvidenceType.OfHead(head)
        ?? (EvidenceType.IsPackage(head) ? TypeOfPackage(path) : text.IsText ? EvidenceType.Text : null);

    /// <summary>Reads the names of the parts only; nothing is unpacked.</summary>
    private static EvidenceType? TypeOfPackage(string path)
    {
        try
        {
            using var package = ZipFile.OpenRead(path);
            return package.Entries.Count > MaxParts ? null : EvidenceType.OfPackage([.. package.Entries.Select(part => part.FullName)]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
