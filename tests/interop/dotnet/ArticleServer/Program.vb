' SPDX-License-Identifier: MIT
'
' Process A of the article "Using System.IO.MemoryMappedFiles" (2011) as a
' console program: the same calls at the same offsets, with a line of standard
' input in the place of each change of the text box.  It is the real .NET peer
' of examples/server.c and contains nothing of libmmf.  It checks nothing that
' the article's program does not check: a text that is too long fails in
' WriteArray, after the count has been written.
'
' Usage: ArticleServer [NAME [CAPACITY]] [--hex] [--join]
'
'   --hex   each line is UTF-16 code units of four hexadecimal digits, so that
'           lone surrogates, line ends and NUL can be published too
'   --join  write into a map that another program created

Imports System.Globalization
Imports System.IO
Imports System.IO.MemoryMappedFiles
Imports System.Text

Module Program
    Private mapName As String = "EMoreauSharedDemo"
    Private capacity As Long = 8096
    Private hex As Boolean
    Private join As Boolean

    Function Main(args As String()) As Integer
        Try
            ParseArguments(args)
            Serve()
            Return 0
        Catch ex As Exception
            Console.Error.WriteLine($"Error: {ex.GetType().Name}: {ex.Message}")
            Return 1
        End Try
    End Function

    Private Sub ParseArguments(args As String())
        Dim position = 0
        For Each arg In args
            If arg = "--hex" Then
                hex = True
            ElseIf arg = "--join" Then
                join = True
            ElseIf position = 0 Then
                mapName = arg
                position += 1
            ElseIf position = 1 Then
                capacity = Long.Parse(arg, CultureInfo.InvariantCulture)
                position += 1
            Else
                Throw New ArgumentException("Unexpected argument: " & arg)
            End If
        Next
    End Sub

    Private Sub Serve()
        Using map = OpenMap()
            Try
                Using accessor = map.CreateViewAccessor()
                    PublishEachLine(accessor)
                End Using
            Finally
                ' Windows drops the name with the last handle; the file would
                ' stay for ever.
                If Not join AndAlso Not OperatingSystem.IsWindows() Then
                    File.Delete(MapPath())
                End If
            End Try
        End Using
    End Sub

    ' .NET has named maps on Windows alone.  Elsewhere the same object is
    ' reached by its path, and CreateNew by FileMode.CreateNew.
    Private Function OpenMap() As MemoryMappedFile
        If OperatingSystem.IsWindows() Then
            If join Then Return MemoryMappedFile.OpenExisting(mapName)
            Return MemoryMappedFile.CreateNew(mapName, capacity)
        End If
        If join Then
            Return MemoryMappedFile.CreateFromFile(
                MapPath(), FileMode.Open, Nothing, 0)
        End If
        Return MemoryMappedFile.CreateFromFile(
            MapPath(), FileMode.CreateNew, Nothing, capacity)
    End Function

    Private Function MapPath() As String
        Return "/dev/shm/" & mapName
    End Function

    Private Sub PublishEachLine(accessor As MemoryMappedViewAccessor)
        ' The streams themselves: Console.In and Console.Out would go through
        ' the console's code page, which is not UTF-8 on Windows.
        Dim utf8 As New UTF8Encoding(False)
        Dim input As New StreamReader(
            Console.OpenStandardInput(), utf8, False)
        Dim output As New StreamWriter(
            Console.OpenStandardOutput(), utf8) With {
            .AutoFlush = True,
            .NewLine = vbLf
        }

        output.WriteLine("Ready.")
        Dim line = input.ReadLine()
        While line IsNot Nothing
            Dim text = If(hex, FromHex(line), line)
            Publish(accessor, text)
            output.WriteLine($"{text.Length} characters published.")
            line = input.ReadLine()
        End While
    End Sub

    ' The article's handler of TextChanged.
    Private Sub Publish(accessor As MemoryMappedViewAccessor, text As String)
        Dim length As Integer = text.Length
        Dim chars As Char() = text.ToCharArray()

        accessor.Write(0, length)
        accessor.WriteArray(Of Char)(10, chars, 0, length)
    End Sub

    Private Function FromHex(line As String) As String
        Dim digits = line.Trim()
        Dim text As New StringBuilder(digits.Length \ 4)
        If digits.Length Mod 4 <> 0 Then
            Throw New FormatException("Four digits per unit expected.")
        End If
        For i = 0 To digits.Length - 4 Step 4
            text.Append(ChrW(Integer.Parse(digits.Substring(i, 4),
                NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)))
        Next
        Return text.ToString()
    End Function
End Module
