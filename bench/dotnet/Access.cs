// SPDX-License-Identifier: MIT
//
// The section "access": the accessor's calls for one number.

using System;
using System.IO.MemoryMappedFiles;

namespace Bench;

internal sealed class Access : ISection
{
    private static readonly MemoryMappedViewAccessor Accessor =
        MemoryMappedFile.CreateNew(null, 8096).CreateViewAccessor(0, 8096);

    private long sum;

    public bool Knows(string task) => task is "read-int" or "write-int";

    public void Prepare(string task, string kind, long size)
    {
        if (task == "read-int")
        {
            Write(size);
        }
    }

    public Action ActionOf(string task, string kind, long size) =>
        task == "read-int" ? () => Read(size) : () => Write(size);

    public byte[] Result(string task, string kind, long size)
    {
        if (task == "read-int")
        {
            return BitConverter.GetBytes(sum);
        }
        var bytes = new byte[4 * size];
        Accessor.ReadArray(0, bytes, 0, bytes.Length);
        return bytes;
    }

    public void Finish(string task)
    {
    }

    private void Read(long count)
    {
        long added = 0;
        for (long i = 0; i < count; i++)
        {
            added += Accessor.ReadInt32(4 * i);
        }
        sum = added;
    }

    private static void Write(long count)
    {
        for (long i = 0; i < count; i++)
        {
            Accessor.Write(4 * i, (int)(3 * i));
        }
    }
}
