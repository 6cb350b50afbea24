// SPDX-License-Identifier: MIT
//
// The section "text": the accessor's calls that the article's programs make, and
// Encoding.UTF8 from array to array, with the texts of bench/text.c.

using System;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Bench;

internal sealed class Texts : ISection
{
    private const int MaxUnits = 4043;
    private static readonly UTF8Encoding Utf8 = new(false, true);
    private static readonly MemoryMappedViewAccessor Accessor =
        MemoryMappedFile.CreateNew(null, 8096).CreateViewAccessor(0, 8096);

    private char[] units = [];
    private byte[] bytes = [];
    private readonly char[] unitsOut = new char[MaxUnits];
    private readonly byte[] bytesOut = new byte[3 * MaxUnits];
    private int made;

    public bool Knows(string task) =>
        task is "publish" or "read" or "encode" or "decode";

    public void Prepare(string task, string kind, long size)
    {
        units = TextOf(kind, (int)size).ToCharArray();
        bytes = Utf8.GetBytes(units);
        if (task == "read")
        {
            Publish();
        }
    }

    public Action ActionOf(string task, string kind, long size) => task switch
    {
        "publish" => Publish,
        "read" => Read,
        "encode" => Encode,
        _ => Decode,
    };

    public byte[] Result(string task, string kind, long size)
    {
        switch (task)
        {
            case "publish":
                var stored = new byte[10 + 2 * units.Length];
                Accessor.ReadArray(0, stored, 0, stored.Length);
                return stored;
            case "encode":
                return bytesOut[..made];
            default:
                return Encoding.Unicode.GetBytes(unitsOut, 0, made);
        }
    }

    public void Finish(string task)
    {
    }

    private static string TextOf(string kind, int count)
    {
        var text = new StringBuilder();

        while (text.Length < count)
        {
            var i = text.Length;
            var point = kind switch
            {
                "latin" when i % 3 == 0 => 0xE0 + i % 31,
                "cjk" => 0x4E00 + i * 7 % 5003,
                "emoji" when count - i > 1 => 0x1F600 + i / 2 % 64,
                _ => 0x20 + i % 95,
            };
            text.Append(char.ConvertFromUtf32(point));
        }
        return text.ToString();
    }

    // The article's server.
    private void Publish()
    {
        Accessor.Write(0, units.Length);
        Accessor.WriteArray(10, units, 0, units.Length);
    }

    // The article's client, into an array that is there.
    private void Read()
    {
        made = Accessor.ReadInt32(0);
        Accessor.ReadArray(10, unitsOut, 0, made);
    }

    private void Encode() =>
        made = Utf8.GetBytes(units, 0, units.Length, bytesOut, 0);

    private void Decode() =>
        made = Utf8.GetChars(bytes, 0, bytes.Length, unitsOut, 0);
}
