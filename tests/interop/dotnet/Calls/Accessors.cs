// SPDX-License-Identifier: MIT
//
// The verbs on an accessor: every type, alone and in arrays, as its bytes.

using System;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static class Accessors
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Three
    {
        public byte A, B, C;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private struct Six
    {
        public short A, B, C;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Mixed
    {
        public int A;
        public bool B;
        public int C;
        public char D;
        public bool E;
    }

    public static string Call(
        string verb, MemoryMappedViewAccessor view, Words words) =>
        verb switch
        {
            "flush" => Flush(view),
            "capacity" => $"{view.Capacity}",
            "read" => Read(view, words.Word(), words.Number()),
            "write" => Write(
                view, words.Word(), words.Number(), words.Bytes()),
            "read_struct" => OfType(words.Word(), new ReadStruct(), view, words),
            "write_struct" =>
                OfType(words.Word(), new WriteStruct(), view, words),
            "read_array" => OfType(words.Word(), new ReadArray(), view, words),
            "write_array" =>
                OfType(words.Word(), new WriteArray(), view, words),
            "dump" => Dump(view, words.Number(), words.Small()),
            "count" => Counting.Call(
                view, words.Word() == "u64", words.Number(), words.Small()),
            _ => throw new BadTable("no such verb: " + verb),
        };

    private static string Flush(MemoryMappedViewAccessor view)
    {
        view.Flush();
        return "";
    }

    private static string Dump(
        MemoryMappedViewAccessor view, long position, int count)
    {
        byte[] bytes = new byte[count];
        int read = view.ReadArray(position, bytes, 0, count);

        return Convert.ToHexStringLower(bytes, 0, read);
    }

    private static string Hex<T>(T value) where T : unmanaged =>
        Convert.ToHexStringLower(MemoryMarshal.AsBytes(
            MemoryMarshal.CreateReadOnlySpan(ref value, 1)));

    private static T Of<T>(byte[] bytes) where T : unmanaged =>
        MemoryMarshal.Read<T>(bytes);

    // Decimal stands in the table as .NET holds it in memory.
    private static string Read(
        MemoryMappedViewAccessor view, string type, long at) =>
        type switch
        {
            "bool" => Hex((byte)(view.ReadBoolean(at) ? 1 : 0)),
            "u8" => Hex(view.ReadByte(at)),
            "i8" => Hex(view.ReadSByte(at)),
            "char" => Hex(view.ReadChar(at)),
            "u16" => Hex(view.ReadUInt16(at)),
            "i16" => Hex(view.ReadInt16(at)),
            "u32" => Hex(view.ReadUInt32(at)),
            "i32" => Hex(view.ReadInt32(at)),
            "u64" => Hex(view.ReadUInt64(at)),
            "i64" => Hex(view.ReadInt64(at)),
            "f32" => Hex(view.ReadSingle(at)),
            "f64" => Hex(view.ReadDouble(at)),
            "decimal" => Hex(view.ReadDecimal(at)),
            _ => throw new BadTable("no such type: " + type),
        };

    private static string Write(
        MemoryMappedViewAccessor view, string type, long at, byte[] value)
    {
        switch (type)
        {
            case "bool": view.Write(at, Of<byte>(value) != 0); break;
            case "u8": view.Write(at, Of<byte>(value)); break;
            case "i8": view.Write(at, Of<sbyte>(value)); break;
            case "char": view.Write(at, Of<char>(value)); break;
            case "u16": view.Write(at, Of<ushort>(value)); break;
            case "i16": view.Write(at, Of<short>(value)); break;
            case "u32": view.Write(at, Of<uint>(value)); break;
            case "i32": view.Write(at, Of<int>(value)); break;
            case "u64": view.Write(at, Of<ulong>(value)); break;
            case "i64": view.Write(at, Of<long>(value)); break;
            case "f32": view.Write(at, Of<float>(value)); break;
            case "f64": view.Write(at, Of<double>(value)); break;
            case "decimal": view.Write(at, Of<decimal>(value)); break;
            default: throw new BadTable("no such type: " + type);
        }
        return "";
    }

    // A call that is generic in .NET.
    private abstract class Generic
    {
        public abstract string Call<T>(
            MemoryMappedViewAccessor view, Words words) where T : unmanaged;
    }

    private static string OfType(
        string type, Generic call, MemoryMappedViewAccessor view,
        Words words) =>
        type switch
        {
            "bool" => call.Call<bool>(view, words),
            "u8" => call.Call<byte>(view, words),
            "i8" => call.Call<sbyte>(view, words),
            "char" => call.Call<char>(view, words),
            "u16" => call.Call<ushort>(view, words),
            "i16" => call.Call<short>(view, words),
            "u32" => call.Call<uint>(view, words),
            "i32" => call.Call<int>(view, words),
            "u64" => call.Call<ulong>(view, words),
            "i64" => call.Call<long>(view, words),
            "f32" => call.Call<float>(view, words),
            "f64" => call.Call<double>(view, words),
            "decimal" => call.Call<decimal>(view, words),
            "three" => call.Call<Three>(view, words),
            "six" => call.Call<Six>(view, words),
            "mixed" => call.Call<Mixed>(view, words),
            _ => throw new BadTable("no such type: " + type),
        };

    private sealed class ReadStruct : Generic
    {
        public override string Call<T>(
            MemoryMappedViewAccessor view, Words words)
        {
            view.Read(words.Number(), out T value);
            return Hex(value);
        }
    }

    private sealed class WriteStruct : Generic
    {
        public override string Call<T>(
            MemoryMappedViewAccessor view, Words words)
        {
            long at = words.Number();
            T value = Of<T>(words.Bytes());

            view.Write(at, ref value);
            return "";
        }
    }

    // An array has as many elements as are asked for, or none where it is
    // missing; its bytes are 0xEE before.
    private static T[]? Array<T>(int count, Func<int, byte> fill)
        where T : unmanaged
    {
        if (count == int.MinValue)
            return null;
        var array = new T[Math.Max(count, 0)];
        Span<byte> bytes = MemoryMarshal.AsBytes(array.AsSpan());

        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = fill(i);
        return array;
    }

    private sealed class ReadArray : Generic
    {
        public override string Call<T>(
            MemoryMappedViewAccessor view, Words words)
        {
            long at = words.Number();
            int count = words.Small();
            T[]? array = Array<T>(count, _ => 0xEE);
            int read = view.ReadArray(
                at, array!, 0, count == int.MinValue ? 0 : count);

            return $"{read} " + Convert.ToHexStringLower(
                MemoryMarshal.AsBytes(array.AsSpan()));
        }
    }

    private sealed class WriteArray : Generic
    {
        public override string Call<T>(
            MemoryMappedViewAccessor view, Words words)
        {
            long at = words.Number();
            int count = words.Small();
            int first = words.Small();
            T[]? array = Array<T>(count, i => (byte)(first + i));

            view.WriteArray(
                at, array!, 0, count == int.MinValue ? 0 : count);
            return "";
        }
    }
}
