// SPDX-License-Identifier: MIT
//
// Each verb of the table as the one call of .NET's that it stands for.  What a
// call makes is kept under the name that the table gives it; "new" state, which
// closes everything, is a call too.

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

internal sealed class Table
{
    private readonly Dictionary<string, IDisposable> kept = [];

    // Closing is always the same: what a verb returns is kept instead of what
    // was there before.
    public string Call(Words words)
    {
        string verb = words.Word();

        return verb switch
        {
            "forget" => Forget(),
            "new" => Keep(words, CreateNew),
            "create_or_open" => Keep(words, CreateOrOpen),
            "open" => Keep(words, OpenExisting),
            "file" => Keep(words, CreateFromFile),
            "handle" => Keep(words, CreateFromHandle),
            "descriptor" => Keep(words, OpenHandle),
            "view" => KeepView(words),
            "stream" => KeepStream(words),
            "close" => Close(words),
            "parse" => Decimals.Parse(words.Text()),
            "format" => Decimals.Format(words.Bytes()),
            "put" => Put(words),
            "length" => Length(words),
            "content" => Content(words),
            _ => verb.StartsWith("stream_")
                ? Streams.Call(verb, Get<MemoryMappedViewStream>(words), words)
                : Accessors.Call(
                    verb, Get<MemoryMappedViewAccessor>(words), words),
        };
    }

    private T Get<T>(Words words)
    {
        string name = words.Word();

        return kept.TryGetValue(name, out IDisposable? found)
            ? (T)found
            : throw new NothingThere();
    }

    private string Forget()
    {
        foreach (IDisposable one in kept.Values)
            one.Dispose();
        kept.Clear();
        return "";
    }

    private void Replace(string name, Func<IDisposable> make)
    {
        if (kept.Remove(name, out IDisposable? before))
            before.Dispose();
        kept[name] = make();
    }

    private string Keep(Words words, Func<Words, IDisposable> make)
    {
        Replace(words.Word(), () => make(words));
        return "";
    }

    // It stays under its name: what a closed one answers is asked for, too.
    private string Close(Words words)
    {
        Get<IDisposable>(words).Dispose();
        return "";
    }

    private static MemoryMappedFile CreateNew(Words words) =>
        MemoryMappedFile.CreateNew(
            words.Text(), words.Number(),
            (MemoryMappedFileAccess)words.Small(),
            (MemoryMappedFileOptions)words.Small(),
            (HandleInheritability)words.Small());

    private static MemoryMappedFile CreateOrOpen(Words words)
    {
#pragma warning disable CA1416 // elsewhere it is to say so
        return MemoryMappedFile.CreateOrOpen(
            words.Text()!, words.Number(),
            (MemoryMappedFileAccess)words.Small(),
            (MemoryMappedFileOptions)words.Small(),
            (HandleInheritability)words.Small());
#pragma warning restore CA1416
    }

    private static MemoryMappedFile OpenExisting(Words words)
    {
#pragma warning disable CA1416
        return MemoryMappedFile.OpenExisting(
            words.Text()!, (MemoryMappedFileRights)words.Small(),
            (HandleInheritability)words.Small());
#pragma warning restore CA1416
    }

    private static MemoryMappedFile CreateFromFile(Words words) =>
        MemoryMappedFile.CreateFromFile(
            words.Text()!, (FileMode)words.Small(), words.Text(),
            words.Number(), (MemoryMappedFileAccess)words.Small());

    private static SafeFileHandle OpenHandle(Words words) =>
        File.OpenHandle(
            words.Text()!, FileMode.Open, (FileAccess)words.Small(),
            FileShare.ReadWrite);

    private MemoryMappedFile CreateFromHandle(Words words) =>
        MemoryMappedFile.CreateFromFile(
            Get<SafeFileHandle>(words), words.Text(), words.Number(),
            (MemoryMappedFileAccess)words.Small(),
            (HandleInheritability)words.Small(), words.Small() != 0);

    private string KeepView(Words words)
    {
        MemoryMappedViewAccessor? made = null;

        Replace(words.Word(), () => made = Get<MemoryMappedFile>(words)
            .CreateViewAccessor(words.Number(), words.Number(),
                (MemoryMappedFileAccess)words.Small()));
        return $"{made!.Capacity} {made.PointerOffset} " +
            $"{Flag(made.CanRead)} {Flag(made.CanWrite)}";
    }

    private string KeepStream(Words words)
    {
        MemoryMappedViewStream? made = null;

        Replace(words.Word(), () => made = Get<MemoryMappedFile>(words)
            .CreateViewStream(words.Number(), words.Number(),
                (MemoryMappedFileAccess)words.Small()));
        return $"{made!.Length} {made.PointerOffset} " +
            $"{Flag(made.CanRead)} {Flag(made.CanWrite)}";
    }

    public static int Flag(bool value) => value ? 1 : 0;

    // A file of so many bytes: 0, 1, 2 ... 250, 0 ...
    private static string Put(Words words)
    {
        string path = words.Text()!;
        byte[] bytes = new byte[words.Number()];

        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i % 251);
        File.WriteAllBytes(path, bytes);
        return "";
    }

    private static string Length(Words words)
    {
        var file = new FileInfo(words.Text()!);

        return file.Exists ? $"{file.Length}" : "none";
    }

    private static string Content(Words words)
    {
        using var file = new FileStream(
            words.Text()!, FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite);
        byte[] bytes = new byte[words.Number()];
        int read = file.ReadAtLeast(bytes, bytes.Length, false);

        return Convert.ToHexStringLower(bytes, 0, read);
    }
}

// A call of the table on what an earlier one failed to make.
internal sealed class NothingThere : Exception;
