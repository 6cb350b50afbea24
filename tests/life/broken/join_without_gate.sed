# os_life.c: who meets an object does not take its gate
s/error = mmf_lock_enter\(fd, \(section\.state[^;]*;/error = 0;/
