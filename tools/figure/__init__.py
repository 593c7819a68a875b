"""A drawn person who exercises: skeleton, body, room and camera. Units are metres.

x is the viewer's right, y is up, z points to the viewer. Same arguments, same pictures.
"""
