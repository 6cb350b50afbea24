// SPDX-License-Identifier: MIT
//
// Lists every public member of .NET's memory-mapped files and of the types that
// their users meet: one a line, "Type.Member(parameters)", "Enum.Value = 1", or
// the name alone of what has an overload for each type of number.  What a type
// inherits counts, but not what every object has.  The exceptions follow.
// tests/docs/members.txt has the list; docs/porting.md tells of each line of it.

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Linq;
using System.Reflection;
using System.Security.AccessControl;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

internal static class Program
{
    private const BindingFlags Public = BindingFlags.Public |
        BindingFlags.Instance | BindingFlags.Static |
        BindingFlags.FlattenHierarchy;

    private static readonly Type[] Types =
    [
        typeof(MemoryMappedFile),
        typeof(MemoryMappedViewAccessor),
        typeof(MemoryMappedViewStream),
        typeof(SafeMemoryMappedFileHandle),
        typeof(SafeMemoryMappedViewHandle),
        typeof(MemoryMappedFileAccess),
        typeof(MemoryMappedFileRights),
        typeof(MemoryMappedFileOptions),
        typeof(HandleInheritability),
        typeof(FileMode),
        typeof(FileShare),
        typeof(SeekOrigin),
        typeof(ObjectSecurity<MemoryMappedFileRights>),
        typeof(AccessControlSections),
        typeof(Interlocked),
        typeof(Volatile),
    ];

    // Nothing tells which exceptions a call may throw; that these exist, the
    // compiler does.
    private static readonly Type[] Exceptions =
    [
        typeof(AbandonedMutexException),
        typeof(AccessViolationException),
        typeof(ArgumentException),
        typeof(ArgumentNullException),
        typeof(ArgumentOutOfRangeException),
        typeof(DecoderFallbackException),
        typeof(DirectoryNotFoundException),
        typeof(EncoderFallbackException),
        typeof(EndOfStreamException),
        typeof(FileNotFoundException),
        typeof(FormatException),
        typeof(IOException),
        typeof(InvalidOperationException),
        typeof(NotSupportedException),
        typeof(ObjectDisposedException),
        typeof(OutOfMemoryException),
        typeof(OverflowException),
        typeof(PathTooLongException),
        typeof(PlatformNotSupportedException),
        typeof(UnauthorizedAccessException),
    ];

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    private static void Main()
    {
        using var output = new StreamWriter(Console.OpenStandardOutput())
        {
            NewLine = "\n",
        };

        foreach (Type type in Types)
        {
            IEnumerable<string> members = type.IsEnum ? Values(type)
                : Members(type).Distinct().Order(StringComparer.Ordinal);

            foreach (string member in members)
                output.WriteLine($"{Known(type)}.{member}");
        }
        foreach (Type exception in Exceptions)
            output.WriteLine($"Exceptions.{exception.Name}");
    }

    // Today's .NET has all of MemoryMappedFileSecurity but the class itself.
    private static string Known(Type type) =>
        type == typeof(ObjectSecurity<MemoryMappedFileRights>)
            ? "MemoryMappedFileSecurity" : type.Name;

    // As numbers and not by their names: two names may have the same number.
    private static IEnumerable<string> Values(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        let value = Convert.ToInt64(field.GetRawConstantValue())
        orderby value
        select $"{field.Name} = {value}";

    private static IEnumerable<string> Members(Type type) =>
        from member in type.GetMembers(Public)
        where member.DeclaringType != typeof(object) &&
            member.DeclaringType != typeof(MarshalByRefObject) &&
            !IsPartOfAnother(member) && !IsObjects(member)
        select Form(type, member);

    // The two halves of a property.
    private static bool IsPartOfAnother(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true };

    private static bool IsObjects(MemberInfo member) =>
        member is MethodInfo method &&
        method.GetBaseDefinition().DeclaringType == typeof(object);

    private static string Form(Type type, MemberInfo member) => member switch
    {
        _ when type == typeof(Interlocked) || type == typeof(Volatile) =>
            member.Name,
        ConstructorInfo maker => type.Name + Parameters(maker),
        MethodInfo method => method.Name + Generic(method) + Parameters(method),
        _ => member.Name,
    };

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? List("<", method.GetGenericArguments(), ">")
            : "";

    private static string Parameters(MethodBase method) =>
        "(" + string.Join(", ", method.GetParameters().Select(Parameter)) + ")";

    private static string Parameter(ParameterInfo parameter)
    {
        string before = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "ref " : "";

        return before + Name(parameter.ParameterType);
    }

    private static string List(string open, Type[] types, string close) =>
        open + string.Join(", ", types.Select(Name)) + close;

    private static string Name(Type type)
    {
        if (Words.TryGetValue(type, out string? word))
            return word;
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsPointer)
            return Name(type.GetElementType()!) + "*";
        return type.IsGenericType
            ? type.Name[..type.Name.IndexOf('`')] +
                List("<", type.GetGenericArguments(), ">")
            : type.Name;
    }
}
