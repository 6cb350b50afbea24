# os_meet.c: who only reads does not look for others at the gate
s/ && mmf_lock_is_shared\(fd\)\)/ \&\& fd < 0)/
