package boltjournal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
)

// The parts of a bbolt file, in the byte order of the machine that wrote it.
//
//	page     id 8 | flags 2 | count 2 | overflow 4, then count elements, then keys and values
//	branch   position 4 | key size 4 | page 8
//	leaf     flags 4 | position 4 | key size 4 | value size 4
//	bucket   root page 8 (0: the page follows here) | sequence 8
//	header   magic 4 | version 4 | page size 4 | flags 4 | bucket 16 | free list 8 | end 8 | transaction 8 | checksum 8
const (
	pageHead    = 16
	elementSize = 16
	bucketHead  = 16

	branchPage = 0x01
	leafPage   = 0x02
	headerPage = 0x04

	bucketElement = 0x01

	boltMagic   = 0xED0CDAED
	boltVersion = 2
	noFreeList  = 1<<64 - 1

	maxKey   = 32768
	maxDepth = 64      // of pages; a tree of 2 keys a page and 2^64 pages
	window   = 1 << 20 // of a long page is kept in memory
)

var native = binary.NativeEndian

// checkPages reads the headers and every page that can be reached from the
// newer one, and says in an ErrDamaged what is not as bbolt writes it: a file
// that passes makes bbolt neither panic nor run in circles. Everything has one
// permitted place, so that a changed count or size cannot hide records. Memory
// is one bit a page, one page a level of the tree and at most 1 MiB more.
func checkPages(f io.ReaderAt, size int64) error {
	if err := prefetch(f, size); err != nil {
		return err
	}
	root, end, err := checkHeaders(f, size)
	if err != nil {
		return err
	}
	c := &checker{f: f, end: end, seen: make([]uint64, end/64+1)}
	return c.page(root, span{}, 0)
}

// prefetch reads the file from front to back, which a disk does many times
// faster than the tree's order.
func prefetch(f io.ReaderAt, size int64) error {
	buf := make([]byte, 1<<20)
	for off := int64(0); off < size; off += int64(len(buf)) {
		if _, err := f.ReadAt(buf, off); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	return nil
}

// checkHeaders returns the root page and the first page past the end.
func checkHeaders(f io.ReaderAt, size int64) (root, end uint64, err error) {
	if size < 2*pageSize {
		return 0, 0, damaged("it has %d bytes, a journal has at least %d", size, 4*pageSize)
	}
	var newest uint64
	for id := range uint64(2) {
		b := make([]byte, pageHead+64)
		if _, err := f.ReadAt(b, int64(id)*pageSize); err != nil {
			return 0, 0, err
		}
		h := b[pageHead:]
		switch {
		case native.Uint32(h) != boltMagic:
			return 0, 0, damaged("page %d: not the header of a journal", id)
		case native.Uint32(h[4:]) != boltVersion:
			return 0, 0, damaged("page %d: bbolt format %d, it must be %d", id, native.Uint32(h[4:]), boltVersion)
		case native.Uint64(h[56:]) != headerChecksum(h):
			return 0, 0, damaged("page %d: the header's checksum does not fit", id)
		case native.Uint64(b) != id || native.Uint16(b[8:]) != headerPage:
			return 0, 0, damaged("page %d: says it is page %d of type %#x", id, native.Uint64(b), native.Uint16(b[8:]))
		case native.Uint32(h[8:]) != pageSize:
			return 0, 0, damaged("page %d: pages of %d bytes, they must have %d", id, native.Uint32(h[8:]), pageSize)
		}
		if tx := native.Uint64(h[48:]); id == 0 || tx > newest {
			newest, root, end = tx, native.Uint64(h[16:]), native.Uint64(h[40:])
			if native.Uint64(h[32:]) != noFreeList {
				return 0, 0, damaged("page %d: a stored free list, which a journal never has", id)
			}
		}
	}
	if have := uint64(size / pageSize); end > have {
		return 0, 0, damaged("it ends after %d pages, %d were written", have, end)
	}
	return root, end, nil
}

func headerChecksum(header []byte) uint64 {
	h := fnv.New64a()
	h.Write(header[:56])
	return h.Sum64()
}

// checker walks the tree of pages.
type checker struct {
	f      io.ReaderAt
	end    uint64   // pages are 2 … end-1
	seen   []uint64 // a bit for each
	buffer []byte   // of the leaf under work
}

// span is the range of keys that the page above allows: low ≤ key < high, nil
// for no limit. The top page of a bucket has no page above, and may be empty.
type span struct {
	low, high []byte
	below     bool
}

// page checks a page and all below it.
func (c *checker) page(id uint64, keys span, depth int) error {
	if depth > maxDepth {
		return damaged("page %d: more than %d pages deep", id, maxDepth)
	}
	p, err := c.read(id)
	if err != nil {
		return err
	}
	children, err := p.elements(keys)
	if err != nil {
		return err
	}
	// p is in the common buffer and gone from here on.
	for i, child := range children {
		below := span{}
		if !child.bucket {
			below = span{low: child.key, high: keys.high, below: true}
			if i+1 < len(children) {
				below.high = children[i+1].key
			}
		}
		if err := c.page(child.page, below, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// read claims a page with its overflow and reads its head.
func (c *checker) read(id uint64) (*page, error) {
	if id < 2 || id >= c.end {
		return nil, damaged("page %d: there are pages 2 to %d", id, c.end-1)
	}
	var head [pageHead]byte
	if _, err := c.f.ReadAt(head[:], int64(id)*pageSize); err != nil {
		return nil, err
	}
	p := &page{
		id:    id,
		flags: native.Uint16(head[8:]),
		count: int(native.Uint16(head[10:])),
	}
	pages := uint64(native.Uint32(head[12:])) + 1
	if says := native.Uint64(head[:]); says != id {
		return nil, damaged("page %d: says it is page %d", id, says)
	}
	if pages > c.end-id {
		return nil, damaged("page %d: goes on for %d pages, over the end", id, pages)
	}
	for i := id; i < id+pages; i++ {
		if c.seen[i/64]&(1<<(i%64)) != 0 {
			return nil, damaged("page %d: used twice", i)
		}
		c.seen[i/64] |= 1 << (i % 64)
	}
	p.size = int64(pages) * pageSize
	p.body = io.NewSectionReader(c.f, int64(id)*pageSize, p.size)
	n := min(p.size, window)
	if int64(cap(c.buffer)) < n {
		c.buffer = make([]byte, n)
	}
	p.head = c.buffer[:n]
	if _, err := p.body.ReadAt(p.head, 0); err != nil {
		return nil, err
	}
	return p, nil
}

// page is a branch or leaf; one inside a bucket's value is inline.
type page struct {
	id     uint64
	flags  uint16
	count  int
	inline bool
	size   int64
	head   []byte      // the first bytes, all but of a long page
	body   io.ReaderAt // the rest of a long page
}

// child is a page below: of a branch, or the top of a nested bucket.
type child struct {
	page   uint64
	key    []byte // a branch's
	bucket bool
}

// at gives n bytes at an offset that is known to be inside the page.
func (p *page) at(off int64, n int) ([]byte, error) {
	if off+int64(n) <= int64(len(p.head)) {
		return p.head[off : off+int64(n)], nil
	}
	b := make([]byte, n)
	if _, err := p.body.ReadAt(b, off); err != nil {
		return nil, err
	}
	return b, nil
}

// elements checks the page's own content and lists the pages below it.
func (p *page) elements(keys span) ([]child, error) {
	if p.flags != branchPage && p.flags != leafPage || p.inline && p.flags != leafPage {
		return nil, damaged("page %d: type %#x is neither branch nor leaf", p.id, p.flags)
	}
	if p.count == 0 && (keys.below || p.flags == branchPage) {
		return nil, damaged("page %d: empty", p.id)
	}
	used := pageHead + int64(p.count)*elementSize // where the next key must be
	if used > p.size {
		return nil, damaged("page %d: %d elements do not fit", p.id, p.count)
	}
	table, err := p.at(pageHead, p.count*elementSize)
	if err != nil {
		return nil, err
	}
	var children []child
	var before []byte
	for i := range p.count {
		e := parse(table[i*elementSize:], p.flags)
		start := pageHead + int64(i)*elementSize + int64(e.position)
		if start != used {
			return nil, damaged("page %d, element %d: its key begins at %d, must begin at %d", p.id, i, start, used)
		}
		used += int64(e.keySize) + int64(e.valueSize)
		if e.keySize == 0 || e.keySize > maxKey || used > p.size {
			return nil, damaged("page %d, element %d: %d bytes of key and %d of value do not fit", p.id, i, e.keySize, e.valueSize)
		}
		key, err := p.at(start, int(e.keySize))
		if err != nil {
			return nil, err
		}
		if before != nil && bytes.Compare(before, key) >= 0 {
			return nil, damaged("page %d, element %d: key %x is not after %x", p.id, i, key, before)
		}
		before = key
		if keys.low != nil && bytes.Compare(key, keys.low) < 0 || keys.high != nil && bytes.Compare(key, keys.high) >= 0 {
			return nil, damaged("page %d, element %d: key %x belongs to another page", p.id, i, key)
		}
		switch {
		case p.flags == branchPage:
			children = append(children, child{page: e.page, key: bytes.Clone(key)})
		case e.flags == bucketElement && !p.inline:
			root, err := p.bucket(start+int64(e.keySize), int64(e.valueSize))
			if err != nil {
				return nil, err
			}
			if root != 0 {
				children = append(children, child{page: root, bucket: true})
			}
		case e.flags != 0:
			return nil, damaged("page %d, element %d: type %#x", p.id, i, e.flags)
		}
	}
	if p.inline && used != p.size {
		return nil, damaged("page %d: a bucket of %d bytes in a value of %d", p.id, used, p.size)
	}
	if pages := (used + pageSize - 1) / pageSize; !p.inline && pages*pageSize != p.size {
		return nil, damaged("page %d: goes on for %d pages, its content needs %d", p.id, p.size/pageSize, pages)
	}
	return children, nil
}

// bucket checks the value of a nested bucket and returns its root page, 0 when
// the bucket is inline.
func (p *page) bucket(off, size int64) (uint64, error) {
	if size < bucketHead || size > pageSize {
		return 0, damaged("page %d: a bucket in %d bytes", p.id, size)
	}
	b, err := p.at(off, int(size))
	if err != nil {
		return 0, err
	}
	root := native.Uint64(b)
	switch {
	case root != 0 && size == bucketHead:
		return root, nil
	case root == 0 && size >= bucketHead+pageHead:
		b = b[bucketHead:]
		inline := &page{
			id:     p.id,
			flags:  native.Uint16(b[8:]),
			count:  int(native.Uint16(b[10:])),
			inline: true,
			size:   int64(len(b)),
			head:   b,
		}
		_, err := inline.elements(span{})
		return 0, err
	}
	return 0, damaged("page %d: a bucket of root %d in %d bytes", p.id, root, size)
}

// element is an element of a branch or leaf.
type element struct {
	flags, position, keySize, valueSize uint32
	page                                uint64
}

func parse(b []byte, flags uint16) element {
	if flags == branchPage {
		return element{position: native.Uint32(b), keySize: native.Uint32(b[4:]), page: native.Uint64(b[8:])}
	}
	return element{
		flags:     native.Uint32(b),
		position:  native.Uint32(b[4:]),
		keySize:   native.Uint32(b[8:]),
		valueSize: native.Uint32(b[12:]),
	}
}
