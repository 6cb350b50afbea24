// SPDX-License-Identifier: MIT
//
// The section "maps": named shared memory as .NET has it on each system.  Off
// Windows there are no names, and CreateFromFile on the folder of shared memory
// is what its users take.

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace Bench;

internal sealed class Maps : ISection
{
    private const int Small = 8192;
    private const int Mark = 0x6d6d66;
    private readonly string name = $"mmf-bench.{Environment.ProcessId}";
    private readonly List<Handle> made = [];
    private Handle? held;

    // Of the last map that was opened; and what was done since work began.
    private readonly long[] seen = new long[2];
    private readonly long[] done = new long[3];

    // A map, all of which is mapped.
    private sealed class Handle(MemoryMappedFile map, long size) : IDisposable
    {
        public MemoryMappedViewAccessor View { get; } =
            map.CreateViewAccessor(0, size);

        public void Dispose()
        {
            View.Dispose();
            map.Dispose();
        }
    }

    public bool Knows(string task) => task is "cycle" or "open" or "many";

    public void Prepare(string task, string kind, long size)
    {
        Array.Clear(done);
        if (task == "open")
        {
            held = Make(name, size);
        }
    }

    public Action ActionOf(string task, string kind, long size) => task switch
    {
        "cycle" => () => GiveUp(name, Make(name, size)),
        "open" => OpenOne,
        _ => () => Many((int)size),
    };

    public byte[] Result(string task, string kind, long size)
    {
        if (task == "open")
        {
            return BytesOf(seen);
        }
        var one = task == "cycle" ? name : $"{name}.{size - 1}";
        return Witness(one, task == "cycle" ? size : Small);
    }

    public void Finish(string task)
    {
        if (held != null)
        {
            GiveUp(name, held);
            held = null;
        }
    }

    private static string PathOf(string name) => "/dev/shm/" + name;

    private static byte[] BytesOf(long[] facts)
    {
        var bytes = new byte[8 * facts.Length];
        Buffer.BlockCopy(facts, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private Handle Make(string name, long size)
    {
        var map = OperatingSystem.IsWindows()
            ? MemoryMappedFile.CreateNew(name, size)
            : MemoryMappedFile.CreateFromFile(PathOf(name), FileMode.CreateNew,
                                              null, size);
        var handle = new Handle(map, size);

        handle.View.Write(0, Mark);
        done[0]++;
        done[1] += handle.View.Capacity;
        return handle;
    }

    // Size 0 means all there is.
    private static Handle Open(string name) => new(
        OperatingSystem.IsWindows()
            ? MemoryMappedFile.OpenExisting(name)
            : MemoryMappedFile.CreateFromFile(PathOf(name), FileMode.Open, null,
                                              0), 0);

    private void GiveUp(string name, Handle handle)
    {
        done[2]++;
        handle.Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(PathOf(name));
        }
    }

    private void OpenOne()
    {
        using var handle = Open(name);
        seen[0] = handle.View.ReadInt32(0);
        seen[1] = handle.View.Capacity;
    }

    private void Many(int count)
    {
        for (var i = 0; i < count; i++)
        {
            made.Add(Make($"{name}.{i}", Small));
        }
        for (var i = 0; i < count; i++)
        {
            GiveUp($"{name}.{i}", made[i]);
        }
        made.Clear();
    }

    // What was done; what a second handle shows, and whether the name is free
    // afterwards.
    private byte[] Witness(string name, long size)
    {
        long[] facts = [.. done, 0, 0, 0];
        var first = Make(name, size);

        using (var second = Open(name))
        {
            facts[3] = second.View.ReadInt32(0);
            facts[4] = second.View.Capacity;
            second.View.Write(size - 1, (byte)7);
        }
        if (first.View.ReadByte(size - 1) != 7)
        {
            throw new InvalidDataException("two handles are no one map");
        }
        GiveUp(name, first);
        try
        {
            Open(name).Dispose();
            facts[5] = 1;
        }
        catch (FileNotFoundException)
        {
        }
        return BytesOf(facts);
    }
}
