// SPDX-License-Identifier: MIT
//
// .NET's peer of the benchmark: it answers the requests of bench/peer.h with the
// sections that stand beside this file.

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Bench;

// Tasks that belong together.
internal interface ISection
{
    bool Knows(string task);
    void Prepare(string task, string kind, long size);
    Action ActionOf(string task, string kind, long size);
    byte[] Result(string task, string kind, long size);
    void Finish(string task);
}

internal static class Program
{
    private static readonly ISection[] Sections = [new Texts(), new Maps(), new Access()];

    private static int Main()
    {
        var input = Console.In;
        var output = new StreamWriter(Console.OpenStandardOutput())
        {
            AutoFlush = true,
            NewLine = "\n",
        };

        var status = 0;
        while (input.ReadLine() is { } line)
        {
            var answer = Answer(line);
            status = answer == "unknown" ? 1 : status;
            output.WriteLine(answer);
        }
        return status;
    }

    private static string Answer(string line)
    {
        if (line == "version")
        {
            return $".NET {Environment.Version}";
        }
        var words = line.Split(' ');
        if (words.Length != 4 || !long.TryParse(words[2], out var size) ||
            !long.TryParse(words[3], out var times) ||
            Sections.FirstOrDefault(one => one.Knows(words[0])) is not
                { } section)
        {
            return "unknown";
        }
        section.Prepare(words[0], words[1], size);
        try
        {
            return Run(section, words[0], words[1], size, times);
        }
        finally
        {
            section.Finish(words[0]);
        }
    }

    private static string Run(ISection section, string task, string kind,
                              long size, long times)
    {
        var run = section.ActionOf(task, kind, size);

        if (times == 0)
        {
            run();
            return Convert.ToHexString(section.Result(task, kind, size))
                .ToLowerInvariant();
        }
        var began = Stopwatch.GetTimestamp();
        for (long i = 0; i < times; i++)
        {
            run();
        }
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds.ToString("F0");
    }
}
