// SPDX-License-Identifier: MIT
//
// Numbers in a view that others count up at the same time: .NET's Interlocked on
// the memory itself, which an accessor does not give without unsafe code.

using System.IO.MemoryMappedFiles;
using System.Threading;

internal static unsafe class Counting
{
    public static string Count32(
        MemoryMappedViewAccessor view, long position, int times)
    {
        byte* start = Begin(view);

        for (int i = 0; i < times; i++)
            Interlocked.Increment(ref *(uint*)(start + position));
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        return "";
    }

    public static string Count64(
        MemoryMappedViewAccessor view, long position, int times)
    {
        byte* start = Begin(view);

        for (int i = 0; i < times; i++)
            Interlocked.Increment(ref *(ulong*)(start + position));
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        return "";
    }

    private static byte* Begin(MemoryMappedViewAccessor view)
    {
        byte* mapped = null;

        view.SafeMemoryMappedViewHandle.AcquirePointer(ref mapped);
        return mapped + view.PointerOffset;
    }
}
