// SPDX-License-Identifier: MIT
//
// .NET's peer of the benchmark: the accessor's calls that the article's programs
// make, and Encoding.UTF8 from array to array.  It answers the requests of
// bench/peer.h, with the same texts.

using System;
using System.Diagnostics;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Bench;

internal static class Program
{
    private const int MaxUnits = 4043;
    private static readonly MemoryMappedFile Map =
        MemoryMappedFile.CreateNew(null, 8096);
    private static readonly MemoryMappedViewAccessor Accessor =
        Map.CreateViewAccessor(0, 8096);
    private static readonly UTF8Encoding Utf8 = new(false, true);

    private static char[] units = [];
    private static byte[] bytes = [];
    private static readonly char[] UnitsOut = new char[MaxUnits];
    private static readonly byte[] BytesOut = new byte[3 * MaxUnits];
    private static int made;

    private static int Main()
    {
        var input = Console.In;
        var output = new StreamWriter(Console.OpenStandardOutput())
        {
            AutoFlush = true,
            NewLine = "\n",
        };

        while (input.ReadLine() is { } line)
        {
            output.WriteLine(Answer(line));
        }
        return 0;
    }

    private static string Answer(string line)
    {
        if (line == "version")
        {
            return $".NET {Environment.Version}";
        }
        var words = line.Split(' ');
        if (words.Length != 4 || !int.TryParse(words[2], out var count) ||
            !long.TryParse(words[3], out var times) || count > MaxUnits ||
            TaskOf(words[0]) is not { } task)
        {
            return "unknown";
        }
        units = TextOf(words[1], count).ToCharArray();
        bytes = Utf8.GetBytes(units);
        if (words[0] == "read")
        {
            Publish();
        }
        if (times == 0)
        {
            task();
            return Convert.ToHexString(Result(words[0])).ToLowerInvariant();
        }
        var began = Stopwatch.GetTimestamp();
        for (long i = 0; i < times; i++)
        {
            task();
        }
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds.ToString("F0");
    }

    private static Action? TaskOf(string name) => name switch
    {
        "publish" => Publish,
        "read" => Read,
        "encode" => Encode,
        "decode" => Decode,
        _ => null,
    };

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
    private static void Publish()
    {
        Accessor.Write(0, units.Length);
        Accessor.WriteArray(10, units, 0, units.Length);
    }

    // The article's client, into an array that is there.
    private static void Read()
    {
        made = Accessor.ReadInt32(0);
        Accessor.ReadArray(10, UnitsOut, 0, made);
    }

    private static void Encode() =>
        made = Utf8.GetBytes(units, 0, units.Length, BytesOut, 0);

    private static void Decode() =>
        made = Utf8.GetChars(bytes, 0, bytes.Length, UnitsOut, 0);

    private static byte[] Result(string name)
    {
        switch (name)
        {
            case "publish":
                var stored = new byte[10 + 2 * units.Length];
                Accessor.ReadArray(0, stored, 0, stored.Length);
                return stored;
            case "encode":
                return BytesOut[..made];
            default:
                return Encoding.Unicode.GetBytes(UnitsOut, 0, made);
        }
    }
}
