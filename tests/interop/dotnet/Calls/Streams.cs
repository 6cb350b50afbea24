// SPDX-License-Identifier: MIT
//
// The verbs on a stream.

using System;
using System.IO;
using System.IO.MemoryMappedFiles;

internal static class Streams
{
    public static string Call(
        string verb, MemoryMappedViewStream stream, Words words) =>
        verb switch
        {
            "stream_read" => Read(stream, words.Small()),
            "stream_write" => Do(() => stream.Write(words.Bytes())),
            "stream_read_byte" => $"{stream.ReadByte()}",
            "stream_write_byte" =>
                Do(() => stream.WriteByte((byte)words.Number())),
            "stream_seek" =>
                $"{stream.Seek(words.Number(), (SeekOrigin)words.Small())}",
            "stream_position" => $"{stream.Position}",
            "stream_set_position" =>
                Do(() => stream.Position = words.Number()),
            "stream_length" => $"{stream.Length}",
            "stream_set_length" => Do(() => stream.SetLength(words.Number())),
            "stream_flush" => Do(stream.Flush),
            _ => throw new BadTable("no such verb: " + verb),
        };

    private static string Do(Action action)
    {
        action();
        return "";
    }

    // What was not read stays 0xEE.
    private static string Read(MemoryMappedViewStream stream, int count)
    {
        byte[] bytes = new byte[count];

        Array.Fill(bytes, (byte)0xEE);
        int read = stream.Read(bytes, 0, count);

        return $"{read} {Convert.ToHexStringLower(bytes)}";
    }
}
