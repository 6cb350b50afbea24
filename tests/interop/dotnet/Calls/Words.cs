// SPDX-License-Identifier: MIT
//
// The words of one call, taken one after the other.

using System;
using System.Globalization;

internal sealed class Words(string line)
{
    private readonly string[] words =
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private int next;

    public string Word() => next < words.Length
        ? words[next++]
        : throw new BadTable("a word is missing: " + line);

    public long Number() => long.Parse(Word(), CultureInfo.InvariantCulture);

    // Also for enums, whatever number the table has for them.
    public int Small() => unchecked((int)Number());

    // A name or path: "-" is null, and %XX stands for a byte of UTF-8.
    public string? Text()
    {
        string word = Word();

        return word == "-" ? null
            : word == "''" ? "" : Uri.UnescapeDataString(word);
    }

    public byte[] Bytes()
    {
        string word = Word();

        return word == "-" ? [] : Convert.FromHexString(word);
    }
}
