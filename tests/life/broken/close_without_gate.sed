# os_life.c: who closes does not take the gate
s/mmf_lock_enter\(fd, false, to->deadline\) == 0 &&\n +mmf_lock_hold\(fd, LOCK_EX\)/mmf_lock_hold(fd, LOCK_EX)/
