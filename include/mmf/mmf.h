/* SPDX-License-Identifier: MIT */
/*
 * libmmf: what .NET calls memory-mapped files, for C programs, on Windows and
 * on POSIX systems.  This header includes all others; what is true for all of
 * them is told here.
 *
 * A life in ten lines
 *
 *     mmf_map *map;
 *     mmf_view view;
 *
 *     mmf_create_new("Demo", 8096, NULL, &map);    // or mmf_open_existing
 *     mmf_view_open(map, 0, 8096, MMF_ACCESS_READ_WRITE, &view);
 *     mmf_view_write_i32(&view, 0, 42);
 *     mmf_view_close(&view);
 *     mmf_map_close(map);
 *
 * Rules for all functions
 *
 * - The result is MMF_OK (0) or a negative status (status.h).  Outputs are set
 *   on every path: to "nothing" where the call fails.
 * - Sizes, offsets and positions are int64_t; a negative one is an error and
 *   never a huge number.
 * - A struct that may grow starts with its size.  0 stands for the layout of
 *   version 0.1, so that a struct of zeros is always valid.
 * - Strings are UTF-8 on every system.
 * - The library keeps no state but the detail of each thread's last failure.
 *
 * Names
 *
 * `X`, `Local\X` and `Global\X` are the names that .NET and Windows programs
 * use.  On Windows they go to the system as they are: `X` and `Local\X` are
 * one object, `Global\X` is another and takes a privilege to create.  On POSIX
 * all three are the one object /X, the file /dev/shm/X on Linux, and the X of
 * two users is one object too: the second one gets MMF_EACCES.  Nothing is
 * hashed, escaped or shortened, so that other programs find it.  What the
 * system cannot hold is MMF_ENAME: an empty name and one that is not UTF-8
 * anywhere; on POSIX also a `/` or another `\`, `.` and `..`, and more than 255
 * bytes (30 on macOS).  Names differ by case.
 *
 * Life time
 *
 * A name lives as long as a handle to its map is open in any process, and is
 * gone with the last one.  Windows does so by itself.  On Linux the library
 * does it with kernel locks on the object, so that it also holds when processes
 * are killed: what a dead process left is invisible to mmf_open_existing() and
 * replaced by mmf_create_new().  Objects that other programs made on POSIX
 * (shm_open, Python, .NET's CreateFromFile), and those with MMF_PERSIST, are
 * joined and stay until mmf_remove().  A view does not keep a name alive, only
 * a map does.
 *
 * Files
 *
 * mmf_create_from_file() maps a file: its bytes stay.  Such a map has a name on
 * Windows alone, as in .NET; elsewhere every program opens the path.  What is
 * locked meanwhile, and what a failed call leaves, is told in file.h.
 *
 * Sizes
 *
 * On POSIX a map has exactly the size that was asked for.  Windows rounds it up
 * to whole pages and tells openers the rounded size, to .NET programs too.
 * Programs that run on both name the size of the view: mmf_view_open(map, 0,
 * 8096, ...) is the same everywhere.
 *
 * Calls of .NET
 *
 * | .NET                                 | C                                 |
 * |--------------------------------------|-----------------------------------|
 * | MemoryMappedFile.CreateNew           | mmf_create_new()                  |
 * | CreateOrOpen, OpenExisting           | mmf_create_or_open(),             |
 * |                                      | mmf_open_existing()               |
 * | CreateFromFile                       | mmf_create_from_file(),           |
 * |                                      | mmf_create_from_handle()          |
 * | CreateViewAccessor                   | mmf_view_open()                   |
 * | ReadInt32, Write(position, int), ... | mmf_view_read_i32(),              |
 * |                                      | mmf_view_write_i32(), ...         |
 * | ReadDecimal, Write(p, decimal)       | mmf_view_read_decimal(),          |
 * |                                      | mmf_view_write_decimal()          |
 * | Read<T>, Write<T>                    | mmf_view_read_struct(),           |
 * |                                      | mmf_view_write_struct()           |
 * | ReadArray<T>, WriteArray<T>          | mmf_view_read_array(),            |
 * |                                      | mmf_view_write_array()            |
 * | AcquirePointer, PointerOffset        | mmf_view_span(), pointer_offset   |
 * | CanRead, CanWrite, Capacity          | mmf_view_can_read(),              |
 * |                                      | mmf_view_can_write(), size        |
 * | Flush                                | mmf_view_flush()                  |
 * | Dispose, of a view: flushes          | mmf_view_close(): does not        |
 * | CreateViewStream                     | mmf_view_open(), then             |
 * |                                      | mmf_stream_open()                 |
 * | Read, Write, ReadByte, WriteByte     | mmf_stream_read(),                |
 * |                                      | mmf_stream_write(), ..._byte()    |
 * | Seek, Position, Length               | mmf_stream_seek(),                |
 * |                                      | mmf_stream_position(), ...        |
 * | Dispose, of a map                    | mmf_map_close()                   |
 *
 * docs/porting.md has every member of .NET's classes, and the traps.
 *
 * Processes
 *
 * Handles are not inherited by programs that a process starts, unless a map is
 * made inheritable; see mmf_map_adopt().  After fork() the child may use what it
 * inherited, and its close leaves the parent's name alone; to count as a holder
 * itself it calls mmf_map_after_fork().  A process that is killed inside a call
 * while another thread of it forks leaves the name busy until the child ends or
 * starts another program.
 *
 * Whoever may write a map may write anything at any time.  A number read twice
 * may differ; read it once and check it.  On POSIX, whoever may write an object
 * can also shorten it, and touching the lost bytes raises SIGBUS; what reads
 * texts and records, what waits for them, and mmf_view_copy() look first, and
 * again after each sleep, and answer MMF_EIO.
 */
#ifndef MMF_MMF_H
#define MMF_MMF_H

#include "atomic.h"
#include "decimal.h"
#include "file.h"
#include "map.h"
#include "name.h"
#include "record.h"
#include "security.h"
#include "status.h"
#include "stream.h"
#include "text.h"
#include "version.h"
#include "view.h"
#include "watch.h"

#endif
