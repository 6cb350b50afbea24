// SPDX-License-Identifier: MIT
//
// Process B of the article "Using System.IO.MemoryMappedFiles" (2011) as a
// console program: the same calls at the same offsets for each click of its
// button.  It is the real .NET peer of examples/client.c and contains nothing
// of libmmf.  Besides the article's click it can show the map's bytes and put
// a count into them, which tests need where there is no file to look into.
//
// Usage: ArticleClient [NAME] [--clicks] [--hex]
//                      [--dump COUNT | --poke-count N]
//
//   --clicks        one click per line of standard input; each answer ends
//                   with a line "--end--"
//   --hex           the text as UTF-16 code units of four hexadecimal digits
//   --dump COUNT    the first COUNT bytes in hexadecimal, and the capacity of
//                   the default view
//   --poke-count N  writes N where the count is, and nothing else

using System;
using System.Globalization;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Text;

internal static class Program
{
    private static readonly Options Given = new();

    // Not Console.Out: it would go through the console's code page and write
    // CR LF on Windows.
    private static readonly StreamWriter Output =
        new(Console.OpenStandardOutput(), new UTF8Encoding(false))
        {
            NewLine = "\n",
        };

    private static int Main(string[] args)
    {
        try
        {
            Given.Parse(args);
            return Run();
        }
        catch (Exception ex)
        {
            Console.Error.WriteLine(
                $"Error: {ex.GetType().Name}: {ex.Message}");
            return 1;
        }
        finally
        {
            Output.Flush();
        }
    }

    private static int Run()
    {
        if (Given.Dump is int count)
            return Dump(count);
        if (Given.PokeCount is int poked)
            return PokeCount(poked);
        if (!Given.Clicks)
            return Click() ? 0 : 1;
        while (Console.In.ReadLine() != null)
        {
            Click();
            Output.WriteLine("--end--");
            Output.Flush();
        }
        return 0;
    }

    // The article's handler of the button.  False when there is no map.
    private static bool Click()
    {
        try
        {
            using MemoryMappedFile map = OpenMap();
            using MemoryMappedViewAccessor accessor =
                map.CreateViewAccessor(0, 8096);

            accessor.Read(0, out int length);
            Output.WriteLine($"{length} characters to read.");
            Output.WriteLine(new string('-', 30));
            if (length > 0)
            {
                char[] chars = new char[length];
                int read = accessor.ReadArray<char>(10, chars, 0, length);
                Output.WriteLine(Shown(chars.AsSpan(0, read)));
            }
            return true;
        }
        catch (FileNotFoundException)
        {
            Output.WriteLine(
                "Memory-mapped file does not exist. Run Process A first.");
            return false;
        }
    }

    // .NET has named maps on Windows alone.  Elsewhere the same object is
    // reached by its path.
    private static MemoryMappedFile OpenMap()
    {
        if (OperatingSystem.IsWindows())
            return MemoryMappedFile.OpenExisting(Given.Name);
        return MemoryMappedFile.CreateFromFile(
            "/dev/shm/" + Given.Name, FileMode.Open, null, 0);
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        if (!Given.Hex)
            return text.ToString();
        var digits = new StringBuilder(text.Length * 4);
        foreach (char unit in text)
            digits.Append($"{(int)unit:x4}");
        return digits.ToString();
    }

    private static int Dump(int count)
    {
        using MemoryMappedFile map = OpenMap();
        using MemoryMappedViewAccessor accessor = map.CreateViewAccessor();
        byte[] bytes = new byte[count];
        int read = accessor.ReadArray<byte>(0, bytes, 0, count);

        Output.WriteLine(Convert.ToHexStringLower(bytes, 0, read));
        Output.WriteLine($"capacity {accessor.Capacity}");
        return 0;
    }

    private static int PokeCount(int count)
    {
        using MemoryMappedFile map = OpenMap();
        using MemoryMappedViewAccessor accessor = map.CreateViewAccessor();

        accessor.Write(0, count);
        Output.WriteLine($"count {count} written.");
        return 0;
    }

    private sealed class Options
    {
        public string Name { get; private set; } = "EMoreauSharedDemo";
        public bool Clicks { get; private set; }
        public bool Hex { get; private set; }
        public int? Dump { get; private set; }
        public int? PokeCount { get; private set; }

        public void Parse(string[] args)
        {
            bool named = false;

            for (int i = 0; i < args.Length; i++)
            {
                if (args[i] == "--clicks")
                    Clicks = true;
                else if (args[i] == "--hex")
                    Hex = true;
                else if (args[i] == "--dump" && i + 1 < args.Length)
                    Dump = Number(args[++i]);
                else if (args[i] == "--poke-count" && i + 1 < args.Length)
                    PokeCount = Number(args[++i]);
                else if (!named && !args[i].StartsWith("--"))
                    (Name, named) = (args[i], true);
                else
                    throw new ArgumentException(
                        "Unexpected argument: " + args[i]);
            }
        }

        private static int Number(string text) =>
            int.Parse(text, CultureInfo.InvariantCulture);
    }
}
