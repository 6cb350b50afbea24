# os_life.c: what is created is not marked
s/ \| \(wish->persist \? 0 : MARK\);/;/
