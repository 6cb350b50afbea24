# os_lock.c: nobody waits at the gate
s/while \(fcntl\(fd, F_OFD_SETLK, &lock\) != 0\)/while (lock.l_len == 0 \&\& fcntl(fd, F_OFD_SETLK, \&lock) != 0)/
