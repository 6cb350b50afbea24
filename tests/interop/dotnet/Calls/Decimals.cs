// SPDX-License-Identifier: MIT
//
// Decimals from and to text, as the invariant culture has them.

using System;
using System.Globalization;
using System.Runtime.InteropServices;

internal static class Decimals
{
    public static string Parse(string? text)
    {
        decimal value = decimal.Parse(
            text!,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture);

        return Convert.ToHexStringLower(
            MemoryMarshal.AsBytes(new Span<decimal>(ref value)));
    }

    public static string Format(byte[] bytes) =>
        MemoryMarshal.Read<decimal>(bytes)
            .ToString(CultureInfo.InvariantCulture);
}
