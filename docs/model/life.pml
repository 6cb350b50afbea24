/* SPDX-License-Identifier: MIT */
/*
 * The life of a name on Linux, as src/posix/os_life.c keeps it, with processes
 * that die at any step: a model for spin.  It is responsible for the order of
 * the steps and for what the kernel lets happen between them; not for the
 * contents of an object, for errors of the system other than a refused lock or
 * full storage, nor for how long anything takes.  README.md tells what is
 * checked, and `run` checks it.
 *
 * An `if` that begins with STEP is one system call, or a few that no other
 * process can see apart: any process may run before and after it, and its own
 * may die instead of it.
 */

/* ---- What is running: set by `run` --------------------------------------- */

/* What the processes of a slot do, added up. */
#define CREATES   1    /* create_new, and the first half of create_or_open */
#define OPENS     2    /* open_existing */
#define READS     4    /* open_existing of who may only read the object */
#define KEEPS     8    /* create_new of a name that stays: without the mark */
#define GUEST     16   /* besides: they belong to another user */
#define REMOVES   32   /* remove, by the user's wish */
#define FORKED    64   /* slot 2: a forked child of slot 0 wants a handle too */
#define SPAWNED   128  /* slot 2: a program that slot 0 starts inherits one */
#define LOOKS     256  /* name_stat: asks who is there, and leaves */
#define LEAVES    512  /* slot 0, besides: its handle is to be inherited */
#define MODEST    1024 /* besides: creators who may only read what is there */
#define PEER      2048 /* .NET: FileMode.Open, shared */
#define PEER_SOLE 4096 /* .NET: FileMode.Open, FileShare.None */
#define PEER_MAKE 8192 /* .NET: FileMode.OpenOrCreate, shared */

#ifndef A
#define A (CREATES + OPENS)
#endif
#ifndef B
#define B (CREATES + OPENS)
#endif
#ifndef C
#define C (CREATES + OPENS)
#endif
#ifndef ROUNDS /* operations of a slot; after a death by a new process */
#define ROUNDS 1
#endif
#ifndef CRASHES /* the slots whose processes may die at every step: 1, 2, 4 */
#define CRASHES 7
#endif
#ifndef TIMEOUTS /* a wait for another process may reach its bound */
#define TIMEOUTS 1
#endif
#ifndef STAYING /* a description may outlive its close: 1 by a view of the */
#define STAYING 0 /* handle, 2 any of them, by a child forked just then */
#endif
#ifndef FORK /* the process of slot 0 forks while it has a handle */
#define FORK 0
#endif
#ifndef STRANGER /* somebody unlinks the name, once */
#define STRANGER 0
#endif
#define WHOLE    1 /* O_TMPFILE and linkat */
#define IN_PLACE 2 /* O_CREAT|O_EXCL */
#ifndef WAYS
#define WAYS WHOLE
#endif
#ifndef FULL /* IN_PLACE finds storage full: 0 never, 1 perhaps, 2 always */
#define FULL 1
#endif
#ifndef RANDOM /* pauses differ, so that nobody stays in step with another */
#define RANDOM 0
#endif
#ifndef TIDY /* also without the last visitor nothing may be left */
#define TIDY 0
#endif
#ifndef LAX /* look for what a user sees, not for the cause */
#define LAX 0
#endif

/* One operation of slot 0, to print its calls; what it meets. */
#define ON_NOTHING  1
#define ON_LIVING   2
#define ON_STALE    3
#define ON_UNMARKED 4
#define ON_EMPTY    5 /* unmarked, of size 0 */
#define ON_SOLE     6 /* held exclusively */
#define ON_GATED    7 /* living, and somebody is in the gate */
#define ON_SHARED   8 /* living, and somebody who only reads is in the gate */
#define ON_ENTERED  9 /* living, and somebody enters the gate before we close */
#define ON_REPLACED 10 /* while we open, and while we have it, another object */
                       /* gets the name */
#ifndef SCENE /* 0 = none: check everything */
#define SCENE 0
#endif

/* The steps that `run` leaves out, one at a time; removed.txt tells more. */
#define publish_hold   1
#define publish_mark   2
#define create_probe   3
#define create_owner   4
#define create_reader  5
#define join_gate      6
#define join_bound     7
#define join_name      8
#define join_exclusive 9
#define join_refused   10
#define join_again     11
#define join_regain    12
#define join_unlock    13
#define join_order     14
#define join_ungate    15
#define join_mark      16
#define join_reap      17
#define join_size      18
#define read_gate      19
#define read_alone     20
#define restart_pause  21
#define close_gate     22
#define close_bound    23
#define close_alone    24
#define close_mark     25
#define close_name     26
#define close_unlink   27
#define close_unlock   28
#define close_ungate   29
#define place_mark     30
#define place_gate     31
#define place_name     32
#define place_hold     33
#define place_last     34
#define place_leave    35
#define place_keep     36
#define fork_child     37
#define fork_gate      38
#define fork_hold      39
#define spawn_hold     40
#ifndef WITHOUT
#define WITHOUT 0
#endif
#define HAS(step) (WITHOUT != step)

/* ---- The kernel ---------------------------------------------------------- */

#define SLOTS  4 /* three, and one for the last visitor */
#define LAST   3
#define INODES 6 /* one for each slot and the named one; 0 is none */
#define NONE   0

/* Inodes.  The name is the only way to one; without it, an inode lives on while
 * it is open. */
byte name = NONE;
bit marked[INODES]; /* the sticky bit: removed with its last holder */
bit moded[INODES];  /* has the mode that was asked for */
bit sized[INODES];
bit guest[INODES];  /* belongs to the other user */
bit stays[INODES];  /* is to outlive its holders */

/* Open file descriptions, one for each slot.  Both locks belong to it, and it
 * goes with the last descriptor and the last mapping of it. */
byte ino[SLOTS];
#define UN 0
#define SH 1 /* of the gate: for reading */
#define EX 2 /* of the gate: for writing */
byte hold[SLOTS]; /* flock */
byte gate[SLOTS]; /* F_OFD_SETLK */

/* What nobody but the model knows: whose description it is, and whether its
 * process is dead and the kernel still at it. */
#define VISITOR 0
#define HOLDER  1 /* of a handle, until its close drops the hold */
#define DOTNET  2 /* a .NET program that has its lock */
byte role[SLOTS];
bit dying[SLOTS];

byte running; /* who is not done yet */

/* What is to be inherited is a description of its own, in the visitor's slot.
 * Slot 0 has it, and the program that it started. */
#define LEGACY LAST
bit inherited; /* that program has it too */

#define ANY(is) (is(0) || is(1) || is(2) || is(3))
#define BESIDE(q) (q != p && ino[q] == ino[p])

/* Both locks, never waiting. */
#define HOLDS(q)      (BESIDE(q) && hold[q] != UN)
#define HOLDS_ALL(q)  (BESIDE(q) && hold[q] == EX)
#define GATES(q)      (BESIDE(q) && gate[q] != UN)
#define GATES_ALL(q)  (BESIDE(q) && gate[q] == EX)
#define CAN_EX        (!ANY(HOLDS))
#define CAN_SH        (!ANY(HOLDS_ALL))
#define CAN_GATE      (!ANY(GATES))
#define CAN_GATE_READ (!ANY(GATES_ALL))

/* In a folder with the sticky bit only the owner and root unlink. */
#define MINE (p == LAST || guest[ino[p]] == ((does & GUEST) != 0))

#define IS_OPEN(q) (ino[q] == i)

/* A file that did not exist.  Numbers that nothing refers to come again, so
 * that there are few. */
inline new_inode()
{
    i = 1;
    do
    :: name == i || ANY(IS_OPEN) -> i++
    :: else -> break
    od;
    assert(i < INODES);
    ino[p] = i;
    i = 0
}

inline end_description(slot)
{
    hold[slot] = UN;
    gate[slot] = UN;
    role[slot] = VISITOR;
    dying[slot] = 0;
    i = ino[slot];
    ino[slot] = NONE;
    if
    :: i != NONE && name != i && !ANY(IS_OPEN) ->
        marked[i] = 0; moded[i] = 0; sized[i] = 0; guest[i] = 0; stays[i] = 0
    :: else
    fi;
    i = 0
}

/* Of the one who leaves it. */
inline end_legacy()
{
    if
    :: !inherited -> end_description(LEGACY)
    :: else
    fi
}
#define CAN_INHERIT \
    (ino[LEGACY] != NONE && (role[LEGACY] == HOLDER || !HAS(spawn_hold)))

#define STEP if :: d_step { CRASHES & (1 << p) -> dying[p] = 1 } -> goto killed

/* The last visitor comes when all is over, and waits for nobody. */
#define BOUND (TIMEOUTS && p != LAST)

/* For the comparison with the code: one line for each system call. */
#define SAY(call) printf("call "); printf(call); printf("\n")
#define SAY_IF(when, call) if :: (when) -> SAY(call) :: else fi

/* What others do meanwhile, in scenes. */
#if SCENE == ON_REPLACED
#define WHILE_OPENING if :: name == 1 -> name = 2 :: else fi
#define BEFORE_CLOSE name = 3; end_description(1)
#elif SCENE == ON_ENTERED
#define WHILE_OPENING skip
#define BEFORE_CLOSE gate[1] = EX
#else
#define WHILE_OPENING skip
#define BEFORE_CLOSE skip
#endif

/* ---- What must hold ------------------------------------------------------ */

/* spin names what it found: "assertion violated !(FAULT)". */
bool joined_a_nameless_object; /* two who believe to share do not */
bool joined_an_unfinished_object;
bool called_a_dead_object_alive;
bool unlinked_without_its_gate; /* the gate of what the name refers to */
bool unlinked_an_unmarked_object;
bool unlinked_under_a_holder;
bool left_something_behind;
bool refused_a_free_name;
bool refused_an_heir;
bool lost_what_was_inherited;
#define MUST(condition, fault) \
    if :: (condition) :: else -> fault = true; assert(!fault) fi

/* Who makes an object alive.  A dying visitor does too until the kernel has
 * dropped its shared lock, since nothing tells it from a dying holder.  A
 * living one does not. */
#define KEEPS_ALIVE(q) (BESIDE(q) && \
    ((role[q] == DOTNET && hold[q] != UN) || \
     (hold[q] == SH && (role[q] == HOLDER || dying[q]))))
#define ALIVE (!marked[ino[p]] || ANY(KEEPS_ALIVE))
#define ASKS(q) (BESIDE(q) && hold[q] == EX && !dying[q])
#define LIVES_ON(q) (ino[q] == name && role[q] != VISITOR && !dying[q])

/* What stays is joined as what it was when it was opened, and loses its name
 * only by somebody's wish. */
#define WISHED ((STRANGER || ((A + B + C) & REMOVES)) && !mark)

inline has_handle()
{
    /* A parent may have closed before its child asks; the child then has an
     * object without a name, and knows that from the manual. */
    MUST(name == ino[p] || op == INHERIT || WISHED, joined_a_nameless_object);
    MUST(name == ino[p] || !(does & SPAWNED), lost_what_was_inherited);
    MUST(sized[ino[p]] && moded[ino[p]], joined_an_unfinished_object);
    role[p] = HOLDER;
    answer = OK;
    SAY_IF(!(does & LEAVES), "done")
}

inline unlink(wished)
{
    SAY("unlink");
    if
    :: name == NONE -> skip
    :: else ->
        MUST(LAX || (gate[p] == EX && name == ino[p]), unlinked_without_its_gate);
        MUST(wished || marked[name], unlinked_an_unmarked_object);
        MUST(wished || !ANY(LIVES_ON), unlinked_under_a_holder);
        name = NONE
    fi
}

/* Of the last visitor: the name is as free as it can be. */
inline must_be_over()
{
    if
    :: p != LAST -> skip
    :: p == LAST && op == OPEN && !lasts ->
        MUST(answer == NOENT && name == NONE, left_something_behind)
    :: p == LAST && op == CREATE && !lasts ->
        MUST(answer == OK, refused_a_free_name);
        MUST(name == NONE, left_something_behind)
    :: p == LAST && lasts ->
        MUST(name != NONE, unlinked_an_unmarked_object)
    fi
}

/* ---- The library --------------------------------------------------------- */

mtype = {
    nothing,
    CREATE, OPEN, READ, KEEP, REMOVE, LOOK, INHERIT,      /* operations */
    OK, DONE, NOENT, EXISTS, BUSY, ACCESS, NOSPACE, AGAIN /* answers */
};
#define CREATING (op == CREATE || op == KEEP)
#define READING (op == READ || (CREATING && (does & MODEST)))

proctype library(byte p; short does)
{
    byte left = (p == LAST -> 2 : ROUNDS);
    mtype op = nothing;
    mtype answer = nothing;
    bit mark;   /* what fstat saw */
    bit filled; /* what fstat saw */
    bit apart;  /* what it is doing needs no gate */
    bit lasts;  /* the last visitor: the name is nobody's to remove */
    byte i;

begin:
    if
    :: left == 0 -> goto done
    :: d_step { p != LAST && left > 0 && (does & CREATES) ->
        left--; op = CREATE } -> goto create
    :: d_step { p != LAST && left > 0 && (does & KEEPS) ->
        left--; op = KEEP } -> goto create
    :: d_step { p != LAST && left > 0 && (does & OPENS) ->
        left--; op = OPEN } -> goto join
    :: d_step { p != LAST && left > 0 && (does & READS) ->
        left--; op = READ } -> goto join
    :: d_step { p != LAST && left > 0 && (does & REMOVES) ->
        left--; op = REMOVE } -> goto join
    :: d_step { p != LAST && left > 0 && (does & LOOKS) ->
        left--; op = LOOK } -> goto join
    :: d_step { p != LAST && left > 0 && (does & (FORKED + SPAWNED)) ->
        left = 0; op = INHERIT } -> goto inherit
    :: d_step { p == LAST && left == 2 -> left = 1; op = OPEN } -> goto last
    :: d_step { p == LAST && left == 2 -> left = 0; op = CREATE } -> goto last
    :: d_step { p == LAST && left == 1 -> left = 0; op = CREATE } -> goto create
    fi;

last:
    if
    :: d_step {
        true ->
        lasts = (name != NONE && stays[name]);
        MUST(!TIDY || name == NONE || lasts, left_something_behind)
    }
    fi;
    if
    :: op == OPEN -> goto join
    :: else
    fi;

    /* Looking first is only cheaper: what it would see, linkat and O_EXCL see
     * again.  What O_TMPFILE makes, nobody sees before it has the name. */
create:
    if
    :: d_step {
        (WAYS & WHOLE) && name == NONE ->
        SAY("look: none");
        SAY("make");
        SAY("reserve");
        SAY("stat object");
        SAY("hold shared: yes");
        SAY("link: yes");
        new_inode();
        mark = op == CREATE;
        marked[ino[p]] = mark && HAS(publish_mark);
        moded[ino[p]] = 1;
        sized[ino[p]] = 1;
        guest[ino[p]] = (does & GUEST) != 0;
        stays[ino[p]] = op == KEEP;
        hold[p] = (HAS(publish_hold) -> SH : UN);
        role[p] = (HAS(publish_hold) -> HOLDER : VISITOR);
        name = ino[p];
        if
        :: HAS(publish_mark) && HAS(publish_hold) -> has_handle()
        :: else
        fi
    } ->
        goto published
    :: d_step {
        (WAYS & IN_PLACE) && name == NONE ->
        SAY("look: none");
        SAY("make");
        SAY("reserve");
        SAY("stat object");
        SAY("hold shared: yes");
        SAY("link: no");
        SAY("link: no");
        SAY("close");
        SAY("make in place");
        new_inode();
        mark = 1;
        marked[ino[p]] = HAS(place_mark) && (op == CREATE || HAS(place_keep));
        guest[ino[p]] = (does & GUEST) != 0;
        name = ino[p]
    } ->
        goto place
    :: d_step { name != NONE -> SAY("look: there") } ->
        if
        :: !HAS(create_probe) -> answer = EXISTS; goto answered
        :: else -> goto join
        fi
    fi;

published:
    if
    :: answer == OK -> goto joined
    :: else
    fi;
    STEP
    :: d_step {
        true ->
        marked[ino[p]] = op == CREATE;
        if :: CAN_SH -> hold[p] = SH :: else fi;
        has_handle()
    } ->
        goto joined
    fi;

    /* The object has the name, and is not complete. */
place:
    STEP
    :: !HAS(place_gate) -> skip
    :: d_step { HAS(place_gate) && CAN_GATE -> SAY("gate: yes"); gate[p] = EX }
    :: HAS(place_gate) && !CAN_GATE && BOUND -> answer = BUSY; goto leave
    fi;
    STEP
    :: d_step {
        name == ino[p] || !HAS(place_name) ->
        SAY("stat object"); SAY("stat name")
    }
    :: HAS(place_name) && name != ino[p] -> answer = AGAIN; goto leave
    fi;
    STEP
    :: !HAS(place_hold) -> skip
    :: d_step {
        HAS(place_hold) && CAN_SH ->
        SAY("hold shared: yes"); hold[p] = SH; role[p] = HOLDER
    }
    :: HAS(place_hold) && !CAN_SH -> answer = AGAIN; goto leave
    fi;
    STEP
    :: d_step { HAS(place_last) -> SAY("mark"); moded[ino[p]] = 1 }
    :: d_step { !HAS(place_last) -> sized[ino[p]] = 1 }
    fi;
    STEP
    :: d_step {
        FULL != 2 ->
        SAY("reserve");
        moded[ino[p]] = 1;
        sized[ino[p]] = 1
    }
    :: d_step { FULL && p != LAST -> SAY("reserve: no"); answer = NOSPACE } ->
        if
        :: !HAS(place_leave) -> goto let_go
        :: else -> goto leave
        fi
    fi;
    if
    :: op == KEEP || !HAS(place_mark) ->
        /* From now on it belongs to nobody, and is complete. */
        STEP
        :: d_step {
            true ->
            SAY("unmark");
            mark = op == CREATE;
            marked[ino[p]] = op == CREATE; stays[ino[p]] = op == KEEP
        }
        fi
    :: else
    fi;
    goto released;

    /* open_existing, or a create that met a name. */
join:
    if
    :: CREATING && name == NONE -> goto create
    :: !CREATING && name == NONE -> answer = NOENT; goto answered
    :: d_step {
        name != NONE ->
        SAY("open"); SAY("stat object");
        ino[p] = name;
        mark = marked[ino[p]] || !HAS(join_mark);
        filled = sized[ino[p]] || !HAS(join_size);
        apart = !mark && op != REMOVE
    }
    fi;
    if
    :: apart && CREATING -> answer = EXISTS; goto parted
    :: apart && op == LOOK -> goto count
    :: apart && (op == OPEN || op == READ) -> goto regain
    :: else
    fi;
    STEP
    :: !READING && !HAS(join_gate) -> skip
    :: d_step {
        !READING && HAS(join_gate) && CAN_GATE ->
        SAY("gate: yes"); gate[p] = EX;
        WHILE_OPENING
    }
    :: d_step {
        !READING && HAS(join_gate) && !CAN_GATE && BOUND -> SAY("gate: no")
    } ->
        if
        :: HAS(join_bound) -> answer = BUSY; goto let_go
        :: else
        fi
    :: READING && !HAS(read_gate) -> skip
    :: d_step {
        READING && HAS(read_gate) && CAN_GATE_READ ->
        SAY("gate for reading: yes"); gate[p] = SH
    }
    :: d_step {
        READING && HAS(read_gate) && !CAN_GATE_READ && BOUND ->
        SAY("gate for reading: no"); answer = BUSY
    } ->
        goto let_go
    fi;
    STEP
    :: d_step {
        name == ino[p] || !HAS(join_name) ->
        SAY("stat name");
        mark = marked[ino[p]] || !HAS(join_mark);
        filled = sized[ino[p]] || !HAS(join_size)
    }
    :: d_step {
        HAS(join_name) && name != ino[p] ->
        SAY("stat name"); answer = AGAIN
    } ->
        goto let_go
    fi;
    if
    :: !mark -> goto held
    :: mark && READING && HAS(read_alone) ->
        STEP
        :: d_step { CAN_GATE -> SAY("gate shared: no") }
        :: d_step { !CAN_GATE -> SAY("gate shared: yes"); answer = AGAIN } ->
            goto let_go
        fi
    :: else
    fi;

    /* Is anybody there? */
    STEP
    :: d_step {
        HAS(join_exclusive) && CAN_EX ->
        SAY("hold exclusive: yes"); hold[p] = EX
    } ->
        goto free
    :: d_step {
        !HAS(join_exclusive) || !CAN_EX ->
        SAY("hold exclusive: no");
        MUST(HAS(join_again) || ALIVE, called_a_dead_object_alive)
    }
    fi;
    STEP
    :: d_step { CAN_SH -> SAY("hold shared: yes"); hold[p] = SH }
    :: d_step { !CAN_SH -> SAY("hold shared: no") } ->
        if
        :: HAS(join_refused) -> answer = AGAIN; goto let_go
        :: else
        fi
    fi;
    if
    :: HAS(join_again) && HAS(join_exclusive) ->
        /* A conversion drops the old lock first. */
        STEP :: hold[p] = UN -> skip fi;
        STEP
        :: d_step { CAN_EX -> SAY("hold exclusive: yes"); hold[p] = EX } ->
            goto free
        :: d_step {
            !CAN_EX ->
            SAY("hold exclusive: no");
            MUST(ALIVE, called_a_dead_object_alive)
        }
        fi
    :: else
    fi;
held:
    if
    :: CREATING -> answer = EXISTS; goto let_go
    :: op == REMOVE -> goto wish
    :: op == LOOK -> goto count
    :: op == OPEN || op == READ -> goto regain
    fi;

    /* Nobody holds it but us. */
free:
    if
    :: op == LOOK -> goto count
    :: READING ->
        answer = (CREATING && HAS(create_reader) -> ACCESS : NOENT);
        goto let_go
    :: !READING && op != LOOK && !HAS(join_reap) ->
        answer = NOENT; goto let_go
    :: !READING && op != LOOK && HAS(join_reap) ->
        STEP
        :: d_step { MINE -> unlink(false); answer = NOENT }
        :: d_step {
            !MINE ->
            answer = (CREATING && HAS(create_owner) -> ACCESS : NOENT)
        }
        fi;
        goto let_go
    fi;

wish:
    STEP
    :: d_step { MINE -> unlink(true); answer = DONE }
    :: !MINE -> answer = ACCESS; goto let_go
    fi;
    goto let_go;

    /* The kernel's list of locks would count our own. */
count:
    STEP
    :: d_step { true -> SAY("hold none"); hold[p] = UN; answer = DONE }
    fi;
    if
    :: apart -> goto parted
    :: else -> goto let_go
    fi;

regain:
    if
    :: !filled && apart -> answer = AGAIN; goto parted
    :: !filled && !apart -> answer = AGAIN; goto let_go
    :: filled && !apart && !HAS(join_regain) -> goto released
    :: else
    fi;
    STEP
    :: d_step {
        CAN_SH ->
        SAY("hold shared: yes");
        hold[p] = SH; role[p] = HOLDER;
        if :: apart -> has_handle() :: else fi
    }
    :: d_step { !CAN_SH -> SAY("hold shared: no") } ->
        if
        :: HAS(join_refused) && apart -> answer = AGAIN; goto parted
        :: HAS(join_refused) && !apart -> answer = AGAIN; goto let_go
        :: else
        fi
    fi;
    if
    :: apart -> goto joined
    :: else
    fi;

released:
    STEP
    :: d_step { true -> SAY("gate: none"); gate[p] = UN; has_handle() }
    fi;

    goto joined;

    /* after_fork and adopt: a child makes the object that it knows from its
     * parent its own.  What it has of the parent keeps the inode, and only if
     * inherited the name. */
inherit:
    if
    :: d_step { (does & FORKED) && role[0] == HOLDER && !dying[0] ->
        ino[p] = ino[0] }
    :: d_step { (does & SPAWNED) && CAN_INHERIT && !dying[0] ->
        ino[p] = ino[LEGACY]; inherited = 1 }
    :: !SCENE -> goto done
    fi;
    STEP
    :: !HAS(fork_gate) -> skip
    :: d_step {
        HAS(fork_gate) && CAN_GATE ->
        mark = marked[ino[p]];
        SAY_IF(does & SPAWNED, "stat object");
        SAY("open again"); SAY("gate: yes");
        gate[p] = EX
    }
    :: HAS(fork_gate) && !CAN_GATE && BOUND -> answer = BUSY; goto let_go
    fi;
    STEP
    :: !HAS(fork_hold) -> skip
    :: d_step {
        HAS(fork_hold) && CAN_SH ->
        SAY("hold shared: yes"); hold[p] = SH; role[p] = HOLDER
    }
    :: d_step {
        HAS(fork_hold) && !CAN_SH ->
        MUST(!ANY(ASKS), refused_an_heir);
        answer = BUSY
    } ->
        goto let_go
    fi;
    STEP
    :: d_step {
        true ->
        SAY("gate: none"); SAY("close");
        gate[p] = UN; has_handle()
    }
    fi;

    /* A handle, until its process closes it. */
joined:
    if
    :: op == INHERIT && (does & SPAWNED) ->
        STEP
        :: d_step { true -> end_description(LEGACY); inherited = 0 }
        fi
    :: does & LEAVES ->
        STEP :: d_step { true -> SAY("open again"); ino[LEGACY] = ino[p] } fi;
        STEP
        :: !HAS(spawn_hold) -> skip
        :: d_step {
            HAS(spawn_hold) && CAN_SH ->
            SAY("hold shared: yes"); hold[LEGACY] = SH; role[LEGACY] = HOLDER
        }
        fi;
        d_step { true -> SAY("done") };
        STEP
        :: d_step { true -> SAY("close"); end_legacy() }
        fi
    :: else
    fi;
    apart = !mark && HAS(close_mark);
    STEP
    :: d_step { !apart && op != READ -> BEFORE_CLOSE } -> goto leave
    :: !apart && op == READ -> goto let_go
    :: apart -> goto parted
    fi;

    /* close, and the way out of an object that could not be completed. */
leave:
    STEP
    :: !HAS(close_gate) -> skip
    :: d_step {
        HAS(close_gate) && (gate[p] == EX || CAN_GATE) ->
        SAY("gate: yes"); gate[p] = EX
    }
    :: d_step {
        HAS(close_gate) && gate[p] != EX && !CAN_GATE && BOUND ->
        SAY("gate: no")
    } ->
        if
        :: HAS(close_bound) -> goto let_go
        :: else
        fi
    fi;
    if
    :: !HAS(close_alone) -> role[p] = VISITOR
    :: HAS(close_alone) ->
        STEP :: d_step { true -> hold[p] = UN; role[p] = VISITOR } fi;
        STEP
        :: d_step { CAN_EX -> SAY("hold exclusive: yes"); hold[p] = EX }
        :: d_step { !CAN_EX -> SAY("hold exclusive: no") } -> goto let_go
        fi
    fi;
    STEP
    :: d_step {
        name == ino[p] || !HAS(close_name) ->
        SAY("stat object"); SAY("stat name");
        mark = marked[ino[p]] || !HAS(close_mark)
    }
    :: d_step {
        name != ino[p] && HAS(close_name) ->
        SAY("stat object"); SAY("stat name")
    } ->
        goto let_go
    fi;
    if
    :: !mark || !HAS(close_unlink) -> goto let_go
    :: else
    fi;
    STEP
    :: d_step { MINE -> unlink(false) }
    :: !MINE -> skip
    fi;

    /* Hold, gate, descriptor: in this order, and each by a call of its own. */
#define HANDLE  (answer == OK)
#define UNLOCKS ((HANDLE && HAS(close_unlock)) || (!HANDLE && HAS(join_unlock)))
#define UNGATES ((HANDLE && HAS(close_ungate)) || (!HANDLE && HAS(join_ungate)))
#define STAYS   (p != LAST && (STAYING == 2 || (STAYING == 1 && HANDLE)))
let_go:
    if
    :: !HANDLE && !HAS(join_order) ->
        STEP :: gate[p] = UN -> skip fi
    :: else
    fi;
    if
    :: UNLOCKS ->
        STEP
        :: d_step {
            true -> SAY("hold none"); hold[p] = UN; role[p] = VISITOR
        }
        fi
    :: else
    fi;
    if
    :: UNGATES ->
        STEP
        :: d_step {
            true ->
            SAY("gate: none");
            gate[p] = UN;
            if
            :: hold[p] == UN && !STAYS -> SAY("close"); end_description(p)
            :: else
            fi
        }
        fi
    :: else
    fi;
    goto closed;

    /* What stays, stays: nobody asks who holds it, or for how long. */
parted:
    STEP :: d_step { true -> SAY("close") } fi;

closed:
    if
    :: STAYS ->
        /* The last descriptor is closed, and the description lives for ever. */
        d_step { role[p] = VISITOR; left = 0; answer = nothing };
        goto done
    :: STAYING && p != LAST -> skip
    :: !STAYS && !(UNLOCKS && UNGATES) ->
        /* The kernel takes it apart as it does for a dead process. */
        STEP :: d_step { true -> gate[p] = UN } fi;
        STEP :: d_step { true -> end_description(p) } fi
    :: !STAYS && UNLOCKS && UNGATES
    fi;
    d_step { end_description(p); mark = 0; filled = 0; apart = 0 };

    if
    :: SCENE && SCENE != ON_REPLACED && answer == AGAIN -> goto done
    :: !(SCENE && SCENE != ON_REPLACED) && answer == AGAIN &&
       !(p == LAST && lasts) ->
        answer = nothing;
        if
        :: RANDOM && HAS(restart_pause) ->
progress_pause:
            skip
        :: else
        fi;
        if
        :: CREATING -> goto create
        :: !CREATING -> goto join
        :: BOUND -> answer = BUSY; goto answered
        fi
    :: answer == NOENT && CREATING -> answer = nothing; goto create
    :: else
    fi;

answered:
    if
    :: d_step { true -> must_be_over(); answer = nothing; op = nothing }
    fi;
    goto begin;

    /* The kernel takes a dead process apart: the gate goes before the hold, and
     * others run in between. */
killed:
    if
    :: gate[p] != UN -> gate[p] = UN
    :: else
    fi;
    d_step {
        end_description(p);
        answer = nothing; op = nothing; mark = 0; filled = 0; apart = 0
    };
    if
    :: does & LEAVES -> d_step { end_legacy() }
    :: else
    fi;
    goto begin;

done:
    if
    :: inherited && (does & SPAWNED) ->
        d_step { end_description(LEGACY); inherited = 0 }
    :: else
    fi;
    running--
}

/* ---- Who else is there --------------------------------------------------- */

/* A .NET program: open and flock are two steps, it knows no gate and no mark,
 * and never unlinks.  What it finds empty it gives its own size, also our own
 * object in its first moment; nothing can prevent that, and whoever comes then
 * takes the object as it is. */
proctype dotnet(byte p; short does)
{
    byte i;

    if
    :: name == NONE && does != PEER_MAKE -> goto done
    :: d_step {
        name == NONE && does == PEER_MAKE ->
        new_inode();
        moded[ino[p]] = 1;
        stays[ino[p]] = 1;
        name = ino[p]
    }
    :: d_step { name != NONE -> ino[p] = name }
    fi;
    STEP
    :: d_step { does != PEER_SOLE && CAN_SH -> hold[p] = SH; role[p] = DOTNET }
    :: does != PEER_SOLE && !CAN_SH -> goto shut
    :: d_step { does == PEER_SOLE && CAN_EX -> hold[p] = EX; role[p] = DOTNET }
    :: does == PEER_SOLE && !CAN_EX -> goto shut
    fi;
    if
    :: does == PEER_MAKE && !sized[ino[p]] ->
        STEP :: d_step { true -> sized[ino[p]] = 1; moded[ino[p]] = 1 } fi
    :: else
    fi;
    STEP :: d_step { true -> hold[p] = UN; role[p] = VISITOR } fi;
shut:
killed:
    if :: d_step { true -> end_description(p) } fi;
done:
    running--
}

/* Somebody who removes the name without the protocol: once, and not while the
 * library is about to remove it, which nothing can prevent. */
#define IN_GATE(q) (gate[q] != UN)
proctype stranger()
{
    if
    :: d_step { name != NONE && !ANY(IN_GATE) -> name = NONE }
    :: true
    fi;
    running--
}

/* A forked child closes its copy of slot 0's handle: it shares the description,
 * and so the locks. */
proctype child()
{
    byte p = 0;

    if
    :: role[0] == HOLDER && HAS(fork_child) -> SAY("close"); goto done
    :: d_step {
        role[0] == HOLDER && !HAS(fork_child) && gate[0] == UN && CAN_GATE &&
        CAN_EX ->
        gate[0] = EX; hold[0] = EX
    }
    :: !SCENE -> goto done
    fi;
    if
    :: d_step { name == ino[0] -> unlink(false) }
    :: name != ino[0] -> skip
    fi;
done:
    running--
}

#define RUN(slot, does) \
    if \
    :: (does) == 0 -> skip \
    :: (does) >= PEER -> running++; run dotnet(slot, does) \
    :: else -> running++; run library(slot, does) \
    fi

#define OWNER (FORK || (C & (FORKED + SPAWNED)) -> 0 : 1)
inline complete(number)
{
    marked[number] = SCENE != ON_UNMARKED && SCENE != ON_EMPTY;
    moded[number] = 1;
    sized[number] = SCENE != ON_EMPTY
}
inline holds(slot, number)
{
    ino[slot] = number;
    hold[slot] = (SCENE == ON_SOLE -> EX : SH);
    role[slot] = (SCENE == ON_SOLE -> DOTNET : HOLDER)
}
inline set_the_scene()
{
    if
    :: SCENE > ON_NOTHING ->
        name = 1;
        complete(1); complete(2); complete(3);
        if
        :: SCENE == ON_REPLACED -> holds(1, 2)
        :: SCENE == ON_LIVING || (ON_SOLE <= SCENE && SCENE <= ON_ENTERED) ->
            holds(OWNER, 1)
        :: else
        fi;
        if
        :: SCENE == ON_LIVING && (C & SPAWNED) -> holds(LEGACY, 1)
        :: SCENE == ON_GATED -> gate[1] = EX
        :: SCENE == ON_SHARED -> gate[1] = SH
        :: else
        fi
    :: else
    fi
}

init
{
    atomic {
        set_the_scene();
        RUN(0, A);
        RUN(1, B);
        RUN(2, C);
        if :: STRANGER -> running++; run stranger() :: else fi;
        if :: FORK -> running++; run child() :: else fi
    };
    running == 0;
    if
    :: SCENE -> skip
    :: else -> running = 1; run library(LAST, 0)
    fi
}
