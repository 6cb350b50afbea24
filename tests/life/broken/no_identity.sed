# os_meet.c: what the name refers to is not compared
s/ &&\n +named\.st_dev == object->st_dev &&\n +named\.st_ino == object->st_ino;/;/
