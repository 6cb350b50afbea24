// SPDX-License-Identifier: MIT
//
// Makes the calls of a table with real .NET: one line of standard input is one
// call, and one line of standard output its answer.  tests/interop/c/calls.c
// does the same with libmmf; calls.txt has the table and tells its language.
// An answer is "ok" and what came out, or the exception's class, the parameter
// that it blames ("-" for none) and its HResult, or "nothing there" for a call on
// what an earlier one could not make.

using System;
using System.IO;
using System.Text;

internal static class Program
{
    // Not Console.Out: it would go through the console's code page and write
    // CR LF on Windows.
    private static readonly StreamWriter Output =
        new(Console.OpenStandardOutput(), new UTF8Encoding(false))
        {
            NewLine = "\n",
            AutoFlush = true,
        };

    private static int Main()
    {
        using var input = new StreamReader(
            Console.OpenStandardInput(), new UTF8Encoding(false));
        var table = new Table();

        while (input.ReadLine() is string line)
            Output.WriteLine(Answer(table, line));
        return 0;
    }

    private static string Answer(Table table, string line)
    {
        try
        {
            string said = table.Call(new Words(line));

            return said.Length == 0 ? "ok" : "ok " + said;
        }
        catch (NothingThere)
        {
            return "nothing there";
        }
        catch (Exception ex) when (ex is not BadTable)
        {
            string blamed = (ex as ArgumentException)?.ParamName ?? "-";

            return $"{ex.GetType().Name} {blamed} {ex.HResult:x8}";
        }
    }
}

// A mistake in the table, and no answer of .NET's.
internal sealed class BadTable(string what) : Exception(what);
