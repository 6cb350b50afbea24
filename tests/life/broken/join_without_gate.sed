# os_meet.c: who meets an object does not take its gate
s/error = mmf_lock_enter\(\n +fd, \(section->state[^;]*;/error = 0;/
