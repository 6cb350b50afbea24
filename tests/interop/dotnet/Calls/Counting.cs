// SPDX-License-Identifier: MIT
//
// Numbers in a view that others count up at the same time: .NET's Interlocked on
// the memory itself, which an accessor does not give without unsafe code.

using System.IO.MemoryMappedFiles;
using System.Threading;

internal static unsafe class Counting
{
    public static string Call(
        MemoryMappedViewAccessor view, bool wide, long position, int times)
    {
        byte* at = null;

        view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        at += view.PointerOffset + position;
        for (int i = 0; i < times; i++)
            _ = wide
                ? Interlocked.Increment(ref *(ulong*)at)
                : Interlocked.Increment(ref *(uint*)at);
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        return "";
    }
}
