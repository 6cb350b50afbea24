# os_lock.c: the locks are left to close()
s/\(void\)mmf_lock_hold\(fd, LOCK_UN\);\n +mmf_lock_leave\(fd\);//
